using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>To which message an order is credited (成果帰属).</summary>
public static class Attribution
{
    /// <summary>The message whose click, or whose sending, was the last before the order; null when there is none inside the window: the
    /// order counts as unattributed. Money stays with the order, never split.</summary>
    /// <param name="messages">One customer's, of whatever journey, any order.</param>
    /// <param name="window">&gt; 0; exactly so long before is outside, and the same instant counts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is not positive, or <paramref name="credit"/> names no
    /// message.</exception>
    public static SentMessage? Of(DateTimeOffset orderedAt, IEnumerable<SentMessage> messages, Credit credit, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfEqual(credit, Credit.None);
        return messages
            .SelectMany(m => credit == Credit.LastSend ? [(Message: m, At: m.SentAt)] : m.ClickedAt.Select(at => (Message: m, At: at)))
            .Where(t => t.At <= orderedAt && orderedAt - t.At < window)
            .OrderByDescending(t => t.At)
            .ThenBy(t => t.Message.StepId, StringComparer.Ordinal)
            .Select(t => t.Message)
            .FirstOrDefault();
    }
}

/// <summary>A message that went out.</summary>
/// <param name="SentAt">UTC.</param>
/// <param name="ClickedAt">When its links were followed by a person, any order; empty when they never were.</param>
public sealed record SentMessage(string EnrollmentId, string StepId, DateTimeOffset SentAt, IReadOnlyList<DateTimeOffset> ClickedAt);
