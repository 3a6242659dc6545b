using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Counts what came of a back-test, customer by customer, so that no list of all messages is ever kept.</summary>
internal sealed class BackTestTally(ShopCalendar calendar, DateOnly from, DateOnly until)
{
    /// <summary>Enough to see how a plan feels.</summary>
    private const int SamplesMax = 20;

    /// <summary>Nobody reads more of one customer.</summary>
    private const int SampleMessagesMax = 50;

    private readonly Dictionary<(DateOnly Day, Channel Channel), int> days = [];
    private readonly Dictionary<(string Journey, string Step, Channel Channel), int> steps = [];
    private readonly Dictionary<(string Journey, string Step, SendState State, string Reason), int> unsent = [];
    private readonly List<BackTestSample> samples = [];
    private int enrollments;

    public void Take(string customer, CustomerOutcome outcome)
    {
        Dictionary<string, string> journeys = outcome.Enrollments.ToDictionary(e => e.EnrollmentId, e => e.JourneyId, StringComparer.Ordinal);
        enrollments += outcome.Enrollments.Count(e => e.End != EndReason.Missed && IsWithin(calendar.DateOf(e.EnrolledAt)));
        List<BackTestMessage> messages = [];
        foreach (SendRow row in outcome.Sends)
        {
            DateOnly day = calendar.DateOf(row.State == SendState.Sent ? row.SettledAt!.Value : row.DueAt);
            if (IsWithin(day))
            {
                string? reason = row.State == SendState.Sent ? null : row.Reason ?? "";
                BackTestMessage message = new(day, journeys[row.Key.EnrollmentId], row.Key.StepId, row.Key.Channel, row.State, reason);
                Count(message);
                messages.Add(message);
            }
        }

        if (samples.Count < SamplesMax && messages.Any(m => m.State == SendState.Sent))
        {
            samples.Add(new BackTestSample(customer, [.. messages.OrderBy(m => m.Day).ThenBy(m => m.Journey, StringComparer.Ordinal).Take(SampleMessagesMax)]));
        }
    }

    public BackTestFigures Figures(int orders, int customers) => new(
        orders,
        customers,
        enrollments,
        days.Values.Sum(),
        [.. days.OrderBy(d => d.Key.Day).ThenBy(d => d.Key.Channel).Select(d => new BackTestDay(d.Key.Day, d.Key.Channel, d.Value))],
        [.. steps.OrderBy(s => s.Key.Journey, StringComparer.Ordinal).ThenBy(s => s.Key.Step, StringComparer.Ordinal).ThenBy(s => s.Key.Channel).Select(s => new BackTestStep(s.Key.Journey, s.Key.Step, s.Key.Channel, s.Value))],
        [.. unsent.OrderBy(u => u.Key.Journey, StringComparer.Ordinal).ThenBy(u => u.Key.Step, StringComparer.Ordinal).ThenBy(u => u.Key.State).ThenBy(u => u.Key.Reason, StringComparer.Ordinal).Select(u => new BackTestUnsent(u.Key.Journey, u.Key.Step, u.Key.State, u.Key.Reason, u.Value))],
        samples);

    private void Count(BackTestMessage message)
    {
        if (message.State == SendState.Sent)
        {
            days[(message.Day, message.Channel)] = days.GetValueOrDefault((message.Day, message.Channel)) + 1;
            steps[(message.Journey, message.Step, message.Channel)] = steps.GetValueOrDefault((message.Journey, message.Step, message.Channel)) + 1;
        }
        else
        {
            (string, string, SendState, string) key = (message.Journey, message.Step, message.State, message.Reason!);
            unsent[key] = unsent.GetValueOrDefault(key) + 1;
        }
    }

    private bool IsWithin(DateOnly day) => day >= from && day <= until;
}
