using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Sending;

/// <summary>One row of the send ledger: what became of one message of one enrollment on one channel.</summary>
/// <param name="Visit">How often the step has been reached before, from 0.</param>
public sealed record SendKey(string EnrollmentId, string StepId, int Visit, Channel Channel)
{
    /// <summary>The key that providers get: derived, so that every attempt has the same.</summary>
    public Guid MessageKey
    {
        get
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{EnrollmentId}|{StepId}|{Visit}|{Channel}"));
            Span<byte> bytes = hash.AsSpan(0, 16);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);  // RFC 9562 version 8: a hash of our own
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes, bigEndian: true);
        }
    }
}

/// <summary>How far a message has come.</summary>
public enum SendState
{
    /// <summary>It is known when it will be due, or until when it is deferred.</summary>
    Planned,

    /// <summary>Rendered and kept; whether the provider has it is not known until the row is settled.</summary>
    Claimed,

    /// <summary>The provider has taken it.</summary>
    Sent,

    /// <summary>It was decided not to send it.</summary>
    Withheld,

    /// <summary>The provider refused it for good.</summary>
    Failed,

    /// <summary>Its time passed before it could go.</summary>
    Expired,

    /// <summary>Whether it went out cannot be found out; a person decides.</summary>
    Held,
}

/// <summary>A row of the ledger.</summary>
/// <param name="DueAt">When the step was due, UTC.</param>
public sealed record SendRow(SendKey Key, SendState State, DateTimeOffset DueAt)
{
    /// <summary>The message template.</summary>
    public required string MessageId { get; init; }

    /// <summary>Of the journey; null while it is planned.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>Until when it is deferred, or claimed and waits for what its provider tells, UTC; null where nothing of it waits.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>The held rank when it was decided, under the journey's rank model; null before.</summary>
    public string? RankId { get; init; }

    /// <summary>When the payload was kept, on the shop clock, UTC; null when nothing was rendered.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>The same on the system clock.</summary>
    public DateTimeOffset? ClaimedAtSystem { get; init; }

    /// <summary>SHA-256 of the payload, lower-case hex; stays when the payload is dropped.</summary>
    public string? PayloadHash { get; init; }

    /// <summary>When the state became final, on the shop clock, UTC; null while planned, claimed or held.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Set when the message was given to another channel than the preferred one.</summary>
    public Fallback? Fallback { get; init; }

    /// <summary>The provider's id of a sent message; null when it gives none.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Why it was withheld, failed, expired, is deferred or held.</summary>
    public string? Reason { get; init; }

    /// <summary>Nothing will be done about it any more without a person.</summary>
    public bool IsDone => State is not (SendState.Planned or SendState.Claimed);
}
