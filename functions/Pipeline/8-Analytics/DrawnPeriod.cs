using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Days in which chance decided who of those entering got a new version and who the one before (段階公開), in shares that stayed.</summary>
/// <param name="From">UTC.</param>
/// <param name="Until">Not within; null while it lasts.</param>
/// <param name="Percent">Who got the new version, above 0 and below 100.</param>
public sealed record DrawnPeriod(DateTimeOffset From, DateTimeOffset? Until, decimal Percent)
{
    /// <summary>A roll-out that was over sooner has drawn too few to say anything ever.</summary>
    private static readonly TimeSpan LastsMin = TimeSpan.FromDays(1);

    /// <summary>Whether somebody who entered then was drawn.</summary>
    public bool Holds(DateTimeOffset at) => at >= From && (Until is not { } end || at < end);

    /// <summary>The last stage of a roll-out in which both versions were given. Stages are never taken together: with their shares the days differ, too,
    /// and what differs between days would pass for an effect of the version.</summary>
    /// <param name="entries">What was done with it, any order.</param>
    /// <returns>Null where there was none, or none that lasted.</returns>
    internal static DrawnPeriod? Of(Rollout rollout, IEnumerable<RolloutEntry> entries)
    {
        (DateTimeOffset At, decimal Percent)[] steps =
        [
            (rollout.BeganAt, rollout.Plan.Percents[0]),
            .. entries.Where(e => e.Version == rollout.Version).OrderBy(e => e.At).Select(e => (e.At, e.State == RolloutState.Running ? e.Percent : e.State == RolloutState.Stopped ? 0 : 100)),
        ];
        return steps
            .Select((s, i) => new DrawnPeriod(s.At, i + 1 < steps.Length ? steps[i + 1].At : null, s.Percent))
            .LastOrDefault(p => p.Percent is > 0 and < 100 && (p.Until is not { } end || end - p.From >= LastsMin));
    }
}
