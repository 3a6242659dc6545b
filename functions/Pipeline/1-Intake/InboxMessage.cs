namespace FollowUpFlows.Pipeline.Intake;

/// <summary>How far a stored webhook has come.</summary>
public enum InboxState
{
    /// <summary>Accepted; to be processed.</summary>
    Received,

    /// <summary>Applied.</summary>
    Processed,

    /// <summary>Understood, and nothing to do.</summary>
    Ignored,

    /// <summary>A person must look: it was not understood, or failed again and again.</summary>
    Review,
}

/// <summary>Which webhook: the configured source and the hash of what the source calls it.</summary>
/// <param name="Key">26 base32 characters.</param>
public sealed record InboxId(string SourceId, string Key)
{
    /// <summary><c>source:key</c>, as it appears in the API and in queue messages.</summary>
    public override string ToString() => $"{SourceId}:{Key}";

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    public static InboxId? Parse(string text) =>
        text.Split(':') is [{ Length: > 0 } source, { Length: 26 } key] && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) ? new InboxId(source, key) : null;
}

/// <summary>A stored webhook without its body.</summary>
/// <param name="ReceivedAt">On the shop clock, UTC.</param>
/// <param name="Reason">Why it was ignored or needs a person; null otherwise.</param>
public sealed record InboxMessage(InboxId Id, InboxState State, DateTimeOffset ReceivedAt, string? Reason);
