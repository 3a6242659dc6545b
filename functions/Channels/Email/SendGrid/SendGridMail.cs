using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>The body of <c>POST /v3/mail/send</c>; names become snake case.</summary>
/// <param name="Personalizations">One: whoever stands in the same one sees the others, and a request of one message has one outcome.</param>
/// <param name="Content">Text before HTML, or SendGrid refuses it.</param>
/// <param name="Categories">ASCII; SendGrid shows them to its staff, so no personal data.</param>
internal sealed record SendGridMail(
    IReadOnlyList<Personalization> Personalizations,
    Mailbox From,
    Mailbox? ReplyTo,
    string Subject,
    IReadOnlyList<MailContent> Content,
    IReadOnlyList<string> Categories,
    MailSettings MailSettings,
    TrackingSettings TrackingSettings)
{
    /// <summary>The name under which events bring our key back. Without the prefix SendGrid's own names could win over it.</summary>
    public const string KeyName = "ff_mid";

    public static SendGridMail Of(OutgoingMessage message, EmailPayload payload, EmailFrom from, bool isSandbox) => new(
        [new Personalization([new Mailbox(payload.To)], ListUnsubscribe.Of(payload.Unsubscribe) is { Count: > 0 } headers ? headers : null, ArgsOf(message))],
        new Mailbox(from.Address, from.Name),
        from.ReplyTo is { } replyTo ? new Mailbox(replyTo) : null,
        payload.Subject,
        [new MailContent("text/plain", payload.Text), new MailContent("text/html", payload.Html)],
        [message.EnrollmentId.Split(':')[0]],
        new MailSettings(new Switch(isSandbox)),
        TrackingSettings.Off);

    private static Dictionary<string, string> ArgsOf(OutgoingMessage message) => new(StringComparer.Ordinal) { [KeyName] = message.Key.ToString("N") };
}

internal sealed record Personalization(IReadOnlyList<Mailbox> To, IReadOnlyDictionary<string, string>? Headers, IReadOnlyDictionary<string, string> CustomArgs);

internal sealed record Mailbox(string Email, string? Name = null);

internal sealed record MailContent(string Type, string Value);

internal sealed record Switch(bool Enable);

internal sealed record MailSettings(Switch SandboxMode);

/// <summary>What the account may have switched on is switched off for each message: links and headers are our own.</summary>
internal sealed record TrackingSettings(ClickTracking ClickTracking, Switch OpenTracking, Switch SubscriptionTracking, Switch Ganalytics)
{
    public static TrackingSettings Off { get; } = new(new ClickTracking(false, false), new Switch(false), new Switch(false), new Switch(false));
}

internal sealed record ClickTracking(bool Enable, bool EnableText);
