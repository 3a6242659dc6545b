namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>A mail server that takes the shop's messages.</summary>
/// <param name="Host">As its certificate names it.</param>
/// <param name="Port">587 as a rule.</param>
public sealed record SmtpOptions(string Host, int Port)
{
    /// <summary>Where mail programs hand messages in, with STARTTLS.</summary>
    public const int DefaultPort = 587;

    /// <summary>With whom to sign in; null without.</summary>
    public SmtpLogin? Login { get; init; }

    /// <summary>Whether the server must offer STARTTLS, and have a certificate that this machine trusts.</summary>
    public bool IsEncrypted { get; init; } = true;

    /// <summary>How long handing one message over may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>An account at a mail server.</summary>
public sealed record SmtpLogin(string User, string Password);
