using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>What came of a simulation.</summary>
/// <param name="From">The first day, of the shop.</param>
/// <param name="Until">The last day.</param>
/// <param name="Enrollments">How many began.</param>
/// <param name="Sends">By day, customer, journey and step.</param>
/// <param name="NotSent">What was decided not to be sent, in the same order.</param>
/// <param name="Waiting">How many messages were still to come.</param>
internal sealed record SimulationResult(
    DateOnly From,
    DateOnly Until,
    int Orders,
    int Customers,
    int Enrollments,
    IReadOnlyList<SimulatedSend> Sends,
    IReadOnlyList<UnsentMessage> NotSent,
    int Waiting,
    IReadOnlyList<NotedMove> Moves)
{
    /// <summary>Messages that had to wait, by day, journey, step and reason.</summary>
    public IReadOnlyList<BackTestDelay> Delays { get; init; } = [];
}

/// <summary>A message that would have gone out.</summary>
/// <param name="CustomerId">As the file has it; of guests the e-mail address.</param>
/// <param name="SentOn">Shop-local.</param>
/// <param name="Rank">The held rank at that moment; null where no model ranks the customer.</param>
internal sealed record SimulatedSend(string CustomerId, string Journey, string Step, DateOnly SentOn, string? Rank, Channel Channel);

/// <summary>A message that would not have gone out.</summary>
/// <param name="Reason">A word of the ledger.</param>
internal sealed record UnsentMessage(string Journey, string Step, SendState State, string Reason);
