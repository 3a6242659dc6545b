using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>The broadcasts of a shop on a clock that jumps. Those that wait for somebody's approval have it: to see what they would do is what
/// they are asked for.</summary>
internal sealed class SimulatedBroadcasts(SimulatedShop shop)
{
    private static readonly OperatorAct Approved = new("simulation", "simulated");

    /// <summary>Longer than any takes on a clock that stands still meanwhile.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromHours(1);

    /// <summary>The moments of a day at which any begins, each once.</summary>
    /// <param name="end">Not within.</param>
    public async Task<IReadOnlyList<DateTimeOffset>> StartsAsync(DateTimeOffset from, DateTimeOffset end, CancellationToken cancellationToken) =>
    [
        .. (await shop.Get<Broadcasts>().AllAsync(cancellationToken)).Select(b => b.StartsAt).Where(at => at >= from && at < end).Distinct().Order(),
    ];

    /// <summary>Lets those begin whose moment the clock shows.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        Broadcasts broadcasts = shop.Get<Broadcasts>();
        foreach (BroadcastStanding each in await broadcasts.AllAsync(cancellationToken))
        {
            if (each.State == BroadcastState.WaitsForApproval && each.StartsAt <= shop.Now)
            {
                await broadcasts.ApproveAsync(each.Id, Approved, cancellationToken);
            }
        }

        await broadcasts.RunAsync(AtMost, shop.Orchestrations, cancellationToken);
    }
}
