using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Hands messages to the provider of one channel.</summary>
public interface IChannelSender
{
    /// <summary>The channel that it serves.</summary>
    Channel Channel { get; }

    /// <summary>For how long after the claim the provider takes the same key and payload again without sending it twice, on the system clock;
    /// null when it never does. What is open longer than that waits for <see cref="ToldWithin"/>, or is held for a person.</summary>
    TimeSpan? RepeatableFor { get; }

    /// <summary>For how long after the claim the provider's events may still tell what became of a message without an answer, on the system
    /// clock; null when it has none. Meanwhile the message is not sent again, and later steps go on; afterwards it is held for a person.</summary>
    TimeSpan? ToldWithin => null;

    /// <summary>For how long after the claim a message that was not taken is offered again, on the system clock, while later steps go on;
    /// null where later steps wait until it is taken or refused.</summary>
    TimeSpan? RetriedFor => null;

    /// <summary>Hands the message over. Called again with the same key and the same bytes after a crash or a temporary failure.</summary>
    /// <exception cref="ChannelException">The provider did not take it.</exception>
    Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>A message as claimed in the ledger.</summary>
/// <param name="Key">The same for every attempt, different for every other message.</param>
/// <param name="Payload">The provider's input as JSON, address included; exactly these characters every time.</param>
/// <param name="PayloadHash">SHA-256 of the payload in UTF-8, lower-case hex.</param>
public sealed record OutgoingMessage(Guid Key, string EnrollmentId, string StepId, Channel Channel, string Payload, string PayloadHash, Moment ClaimedAt)
{
    /// <summary>The journey whose step it is; providers count under it.</summary>
    public string JourneyId { get; init; } = "";
}

/// <summary>The provider has taken the message; that it arrived is another matter.</summary>
/// <param name="ProviderId">The provider's own id; null when it gives none.</param>
public sealed record ChannelReceipt(string? ProviderId);

/// <summary>Why a provider did not take a message.</summary>
public enum ChannelFailure
{
    /// <summary>Trying again may help.</summary>
    Temporary,

    /// <summary>The address does not exist, or blocks us: nothing may be sent there again.</summary>
    RecipientGone,

    /// <summary>The request or the account is wrong: an operator must act.</summary>
    Rejected,
}

/// <summary>A provider did not take a message.</summary>
/// <param name="detail">The provider's words without personal data.</param>
/// <param name="retryAfter">The provider's own wish, when it has one.</param>
/// <param name="isSurelyNotTaken">The request never left, or was refused before the message was accepted: it cannot have gone out.
/// False for a time-out, a broken connection, a fault inside the provider.</param>
public sealed class ChannelException(
    Channel channel, ChannelFailure failure, string detail, TimeSpan? retryAfter = null, Exception? innerException = null, bool isSurelyNotTaken = false)
    : Exception($"{channel} did not take the message ({failure}): {detail}", innerException)
{
    /// <summary>What it means for the message.</summary>
    public ChannelFailure Failure { get; } = failure;

    /// <summary>The provider's words.</summary>
    public string Detail { get; } = detail;

    /// <summary>The message cannot have gone out: any later attempt is the first.</summary>
    public bool IsSurelyNotTaken { get; } = isSurelyNotTaken;

    /// <summary>How long the provider wants to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
