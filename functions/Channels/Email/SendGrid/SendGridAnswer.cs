using System.Net;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>What came back of a request.</summary>
internal abstract record SendGridAnswer
{
    private SendGridAnswer()
    {
    }

    /// <summary>A status, and what belongs to it as far as it arrived.</summary>
    /// <param name="MessageId">SendGrid's id of the request; null when the answer has none.</param>
    /// <param name="ResetAt">When the account may send again; null unless SendGrid says so.</param>
    /// <param name="Body">Its beginning; empty for a message that was taken.</param>
    public sealed record Answered(HttpStatusCode Status, string? MessageId, DateTimeOffset? ResetAt, string Body) : SendGridAnswer;

    /// <summary>No status.</summary>
    /// <param name="HasBegun">Whether a part of the message may have left: then nobody knows what became of it.</param>
    public sealed record Broken(string Detail, bool HasBegun, Exception Cause) : SendGridAnswer;
}
