using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What one set of journeys would have done.</summary>
/// <param name="Plan">Which journeys.</param>
/// <param name="Orders">Orders of those days.</param>
/// <param name="Customers">Everybody who was there.</param>
/// <param name="Enrollments">How many began in those days.</param>
/// <param name="Sent">Messages that would have gone out.</param>
/// <param name="PerDay">Of each day on which any went, by day and channel.</param>
/// <param name="PerStep">Of each step, by journey, step and channel.</param>
/// <param name="LinePerMonth">Messages by LINE of each month, for the plan's quota.</param>
/// <param name="Unsent">What would not have gone out, and why.</param>
/// <param name="Samples">Some customers who would have got something, with all of it.</param>
/// <param name="Delayed">What had to wait before it went, by day, journey, step and reason.</param>
/// <param name="Check">What is live beside what the ledger says; null when it was not asked for, and for drafts.</param>
internal sealed record BackTestItem(
    BackTestPlan Plan, int Orders, int Customers, int Enrollments, int Sent, IReadOnlyList<BackTestDayItem> PerDay, IReadOnlyList<BackTestStepItem> PerStep,
    IReadOnlyList<BackTestMonthItem> LinePerMonth, IReadOnlyList<BackTestUnsentItem> Unsent, IReadOnlyList<BackTestSampleItem> Samples,
    IReadOnlyList<BackTestDelayItem> Delayed, LedgerCheckItem? Check)
{
    public static BackTestItem Of(BackTestResult result)
    {
        BackTestFigures figures = result.Figures;
        return new BackTestItem(
            result.Plan,
            figures.Orders,
            figures.Customers,
            figures.Enrollments,
            figures.Sent,
            [.. figures.Days.Select(d => new BackTestDayItem(d.Day, d.Channel, d.Count))],
            [.. figures.Steps.Select(s => new BackTestStepItem(s.Journey, s.Step, s.Channel, s.Count))],
            [
                .. figures.Days.Where(d => d.Channel == Channel.Line).GroupBy(d => d.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture))
                    .Select(g => new BackTestMonthItem(g.Key, g.Sum(d => d.Count))),
            ],
            [.. figures.Unsent.Select(u => new BackTestUnsentItem(u.Journey, u.Step, u.State, u.Reason, u.Count))],
            [
                .. figures.Samples.Select(s => new BackTestSampleItem(
                    s.CustomerId, [.. s.Messages.Select(m => new BackTestMessageItem(m.Day, m.Journey, m.Step, m.Channel, m.State, m.Reason))])),
            ],
            [.. figures.Delays.Select(d => new BackTestDelayItem(d.Day, d.Journey, d.Step, d.Reason, d.Count))],
            figures.Check is null ? null : LedgerCheckItem.Of(figures.Check));
    }
}

/// <summary>Messages of a day.</summary>
/// <param name="Day">Of the shop.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Count">At least 1.</param>
internal sealed record BackTestDayItem(DateOnly Day, Channel Channel, int Count);

/// <summary>Messages of a step.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Step">The step.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Count">At least 1.</param>
internal sealed record BackTestStepItem(string Journey, string Step, Channel Channel, int Count);

/// <summary>Messages of a month.</summary>
/// <param name="Month">As in 2026-11.</param>
/// <param name="Count">At least 1.</param>
internal sealed record BackTestMonthItem(string Month, int Count);

/// <summary>Messages that would not have gone out.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Step">The step.</param>
/// <param name="State">What would have become of them; planned for those that still wait at the end.</param>
/// <param name="Reason">A word of the ledger; empty for those that still wait.</param>
/// <param name="Count">At least 1.</param>
internal sealed record BackTestUnsentItem(string Journey, string Step, SendState State, string Reason, int Count);

/// <summary>Messages that had to wait.</summary>
/// <param name="Day">On which they first did for that reason.</param>
/// <param name="Journey">The journey.</param>
/// <param name="Step">The step.</param>
/// <param name="Reason">What they met: a cap, quiet hours, a window, or days without marketing.</param>
/// <param name="Count">At least 1; a message counts once for each of its reasons.</param>
internal sealed record BackTestDelayItem(DateOnly Day, string Journey, string Step, DeferReason Reason, int Count);

/// <summary>What one customer would have got.</summary>
/// <param name="Customer">Our id.</param>
/// <param name="Messages">By day.</param>
internal sealed record BackTestSampleItem(string Customer, IReadOnlyList<BackTestMessageItem> Messages);

/// <summary>A message of a customer's path.</summary>
/// <param name="Day">On which it would have gone, or was due.</param>
/// <param name="Journey">The journey.</param>
/// <param name="Step">The step.</param>
/// <param name="Channel">The channel.</param>
/// <param name="State">What would have become of it.</param>
/// <param name="Reason">Why it would not have gone; null when it would.</param>
internal sealed record BackTestMessageItem(DateOnly Day, string Journey, string Step, Channel Channel, SendState State, string? Reason);
