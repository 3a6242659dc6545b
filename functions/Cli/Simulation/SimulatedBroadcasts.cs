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

    /// <summary>Where so many an hour begin, those of a minute enter together: a day has no more moments than minutes.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    /// <summary>The next moment at which one begins or somebody enters; null when there is none before the end.</summary>
    /// <param name="from">The beginning of the day: what should have begun before is over.</param>
    public async Task<DateTimeOffset?> NextAsync(DateTimeOffset from, DateTimeOffset end, CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        foreach (BroadcastStanding each in await shop.Get<Broadcasts>().AllAsync(cancellationToken))
        {
            DateTimeOffset? at = each.State is BroadcastState.WaitsForApproval or BroadcastState.Scheduled && each.StartsAt >= from ? each.StartsAt
                : each.NextAt is { } turn ? Later(turn, lookedAt + LookEvery)
                : null;
            next = at < end && !(next < at) ? at : next;
        }

        return next;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Lets those begin, and enter, whose moment the clock shows.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lookedAt = shop.Now;
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
