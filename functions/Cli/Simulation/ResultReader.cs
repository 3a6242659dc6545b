using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Counts what stands in the ledger of a simulated shop.</summary>
internal sealed class ResultReader(CustomerOutcomes outcomes, ShopCalendar calendar)
{
    private readonly List<SimulatedSend> sends = [];
    private readonly List<UnsentMessage> notSent = [];
    private readonly List<NotedMove> moves = [];
    private int enrollments;
    private int waiting;

    /// <param name="names">The customers' names in the file, by id.</param>
    public async Task<SimulationResult> ReadAsync(
        IReadOnlyDictionary<string, string> names, DateOnly from, DateOnly until, int orders, CancellationToken cancellationToken)
    {
        foreach ((string customerId, string name) in names.OrderBy(n => n.Value, StringComparer.Ordinal))
        {
            Take(name, await outcomes.OfAsync(customerId, cancellationToken));
        }

        IEnumerable<SimulatedSend> ordered = sends
            .OrderBy(s => s.SentOn)
            .ThenBy(s => s.CustomerId, StringComparer.Ordinal)
            .ThenBy(s => s.Journey, StringComparer.Ordinal)
            .ThenBy(s => s.Step, StringComparer.Ordinal)
            .ThenBy(s => s.Channel);
        return new SimulationResult(from, until, orders, names.Count, enrollments, [.. ordered], notSent, waiting, moves);
    }

    private void Take(string name, CustomerOutcome outcome)
    {
        enrollments += outcome.Enrollments.Count;
        moves.AddRange(outcome.Moves);
        Dictionary<string, Enrollment> byId = outcome.Enrollments.ToDictionary(e => e.EnrollmentId, StringComparer.Ordinal);
        foreach (SendRow row in outcome.Sends)
        {
            string journey = byId[row.Key.EnrollmentId].JourneyId;
            switch (row.State)
            {
                case SendState.Sent:
                    sends.Add(new SimulatedSend(name, journey, row.Key.StepId, calendar.DateOf(row.SettledAt!.Value), row.RankId, row.Key.Channel));
                    break;
                case SendState.Planned:
                    waiting++;
                    break;
                default:
                    notSent.Add(new UnsentMessage(journey, row.Key.StepId, row.State, row.Reason!));
                    break;
            }
        }
    }
}
