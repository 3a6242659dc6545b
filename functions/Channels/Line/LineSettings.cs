namespace FollowUpFlows.Channels.Line;

/// <summary>The shop's channel of LINE's Messaging API.</summary>
/// <param name="Endpoint">Where the API is; another address than LINE's only to try things out.</param>
/// <param name="ChannelId">With the secret, what tokens are asked for with; null with a token of the shop's own.</param>
/// <param name="AccessToken">One that lives long, issued by a person; null where tokens are asked for.</param>
public sealed record LineSettings(Uri Endpoint, string? ChannelId, string? ChannelSecret, string? AccessToken)
{
    /// <summary>Signs in place of the secret; null where tokens are asked for with that, or there is a token of the shop's own.</summary>
    public LineAssertion? Assertion { get; init; }

    /// <summary>Which tokens are asked for; those of v2.1 with an <see cref="Assertion"/> alone.</summary>
    public LineTokenKind Tokens { get; init; }

    /// <summary>What is done about the month's messages.</summary>
    public LineQuotaSettings Quota { get; init; } = new();

    /// <value>LINE's own address.</value>
    public static Uri DefaultEndpoint { get; } = new("https://api.line.me/");

    /// <summary>Without secret and token: texts of records end in logs.</summary>
    public override string ToString() => $"LINE channel {ChannelId ?? "with a token of its own"} at {Endpoint}";
}
