using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What journeys would have done in days that have passed (試算).</summary>
/// <param name="Orders">Orders of those days, of everybody.</param>
/// <param name="Customers">Everybody who was there.</param>
/// <param name="Enrollments">How many began in those days.</param>
/// <param name="Sent">Messages that would have gone out.</param>
/// <param name="Days">Messages of each day on which any went, by day and channel.</param>
/// <param name="Steps">Messages of each step, by journey, step and channel.</param>
/// <param name="Unsent">What would not have gone out, and why; by journey, step and reason.</param>
/// <param name="Samples">Some customers who would have got something, with all of it.</param>
public sealed record BackTestFigures(
    int Orders,
    int Customers,
    int Enrollments,
    int Sent,
    IReadOnlyList<BackTestDay> Days,
    IReadOnlyList<BackTestStep> Steps,
    IReadOnlyList<BackTestUnsent> Unsent,
    IReadOnlyList<BackTestSample> Samples)
{
    /// <summary>Messages that had to wait, by day, journey, step and reason.</summary>
    public IReadOnlyList<BackTestDelay> Delays { get; init; } = [];

    /// <summary>Beside what the ledger says of the same days; null when nobody asked.</summary>
    public LedgerCheck? Check { get; init; }
}

/// <summary>Messages of a day.</summary>
/// <param name="Day">Of the shop.</param>
/// <param name="Count">≥ 1.</param>
public sealed record BackTestDay(DateOnly Day, Channel Channel, int Count);

/// <summary>Messages of a step.</summary>
/// <param name="Count">≥ 1.</param>
public sealed record BackTestStep(string Journey, string Step, Channel Channel, int Count);

/// <summary>Messages that had to wait: caps, quiet hours, windows, days without marketing.</summary>
/// <param name="Day">On which they first waited for that reason, of the shop.</param>
/// <param name="Count">≥ 1; a message counts once for each of its reasons.</param>
public sealed record BackTestDelay(DateOnly Day, string Journey, string Step, DeferReason Reason, int Count);

/// <summary>Messages that would not have gone out.</summary>
/// <param name="Reason">A word of the ledger; empty for those that still wait at the end.</param>
/// <param name="Count">≥ 1.</param>
public sealed record BackTestUnsent(string Journey, string Step, SendState State, string Reason, int Count);

/// <summary>What one customer would have got.</summary>
/// <param name="CustomerId">Ours.</param>
/// <param name="Messages">By day.</param>
public sealed record BackTestSample(string CustomerId, IReadOnlyList<BackTestMessage> Messages);

/// <summary>A message of a customer's path.</summary>
/// <param name="Day">On which it would have gone, or was due.</param>
/// <param name="Reason">Why it would not have gone; null when it would.</param>
public sealed record BackTestMessage(DateOnly Day, string Journey, string Step, Channel Channel, SendState State, string? Reason);
