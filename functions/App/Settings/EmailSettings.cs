using FollowUpFlows.Channels.Email;
using FollowUpFlows.Channels.Email.SendGrid;
using FollowUpFlows.Channels.Email.Smtp;

namespace FollowUpFlows.App.Settings;

/// <summary>Who sends e-mails.</summary>
internal enum EmailProvider
{
    /// <summary>Nobody: they are kept where they can be looked at.</summary>
    Outbox,

    /// <summary>SendGrid's API.</summary>
    SendGrid,

    /// <summary>A mail server.</summary>
    Smtp,
}

/// <summary>The section <c>Channels:Email</c>.</summary>
/// <param name="From">Null exactly for the outbox.</param>
/// <param name="SendGrid">Null for all but SendGrid.</param>
/// <param name="Smtp">Null for all but a mail server.</param>
internal sealed record EmailSettings(EmailFrom? From, SendGridOptions? SendGrid = null, SmtpOptions? Smtp = null)
{
    /// <summary>A shop that has connected no provider yet.</summary>
    public static EmailSettings Outbox { get; } = new((EmailFrom?)null);
}
