using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Asks whoever carries a channel's messages whether it would take some now (接続テスト). Nothing is sent to anybody.</summary>
public interface IChannelTest
{
    /// <summary>The channel.</summary>
    Channel Channel { get; }

    /// <summary>Asks once. What goes wrong is an outcome; only the store's own faults are thrown.</summary>
    Task<ChannelTestResult> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a connection test has found. No secret is in it, nor what a secret could be told from.</summary>
/// <param name="Account">By which the provider knows the shop, for people; null where it says none.</param>
/// <param name="Limit">The month's messages; null without a limit, and where that is not known.</param>
/// <param name="Used">Of them, about; null where that is not known.</param>
public sealed record ChannelTestResult(ChannelProvider Provider, ChannelTestOutcome Outcome, string? Account = null, long? Limit = null, long? Used = null);

/// <summary>Who carries messages. Words are kept for ever.</summary>
public enum ChannelProvider
{
    /// <summary>Nobody: they stay here.</summary>
    Outbox,

    /// <summary>LINE's Messaging API.</summary>
    Line,

    /// <summary>SendGrid.</summary>
    SendGrid,

    /// <summary>A mail server.</summary>
    Smtp,
}

/// <summary>What came of a connection test. Words are kept for ever.</summary>
public enum ChannelTestOutcome
{
    /// <summary>It would take messages.</summary>
    Works,

    /// <summary>Nobody was reached.</summary>
    Unreachable,

    /// <summary>Somebody was reached, and did not answer in time.</summary>
    TimedOut,

    /// <summary>The key, token or password is not accepted.</summary>
    Refused,

    /// <summary>The account may not send.</summary>
    NotAllowed,

    /// <summary>The server offers no encryption, and the settings ask for it.</summary>
    NoEncryption,

    /// <summary>The server's certificate is not one that this machine trusts.</summary>
    NotTrusted,

    /// <summary>It takes none for now: too many requests, or a fault of its own.</summary>
    Busy,

    /// <summary>The month's messages are used up.</summary>
    UsedUp,

    /// <summary>It answers, and not as such a provider does.</summary>
    Odd,
}
