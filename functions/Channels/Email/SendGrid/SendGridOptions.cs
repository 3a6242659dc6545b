namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>An account at SendGrid.</summary>
/// <param name="ApiKey">With the right to send mail, and no other.</param>
/// <param name="Endpoint">Without a path.</param>
public sealed record SendGridOptions(string ApiKey, Uri Endpoint)
{
    /// <summary>Where all accounts are but those of the European Union.</summary>
    public static Uri Global { get; } = new("https://api.sendgrid.com/");

    /// <summary>Where subusers of the European Union are.</summary>
    public static Uri Europe { get; } = new("https://api.eu.sendgrid.com/");

    /// <summary>Long after any event of a message that was taken has come.</summary>
    public static TimeSpan DefaultToldWithin { get; } = TimeSpan.FromHours(1);

    /// <summary>SendGrid checks the request and sends nothing; no events follow.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long an event may still tell of a message whose answer did not come; null where no events come in.</summary>
    public TimeSpan? ToldWithin { get; init; }
}
