using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Roll-outs for people to look at, and to decide on.</summary>
public sealed class SteerRollout(JourneyStore store, JourneyLibrary journeys, MeasureRollout measure, Clocks clocks)
{
    /// <summary>Those that are under way or stopped, by the journey's id.</summary>
    public async Task<IReadOnlyList<JourneyRollout>> OpenAsync(CancellationToken cancellationToken) =>
    [
        .. (await store.Journeys.HeadsAsync(cancellationToken))
            .Where(h => h.Rollout is { State: not RolloutState.Finished })
            .Select(h => new JourneyRollout(h.Id, h.Rollout!)),
    ];

    /// <summary>That of the newest version with its figures; null when there is none.</summary>
    public async Task<RolloutStanding?> FindAsync(string journeyId, CancellationToken cancellationToken) =>
        await HeadAsync(journeyId, cancellationToken) is { Rollout: { } rollout }
            ? new RolloutStanding(
                journeyId,
                rollout,
                await measure.RunAsync(journeyId, rollout, clocks.Shop.GetUtcNow(), cancellationToken),
                [.. (await store.Journeys.EntriesAsync(journeyId, cancellationToken)).Where(e => e.Version == rollout.Version)])
            : null;

    /// <summary>Does what a person wants.</summary>
    /// <returns>Null when there is no roll-out of that journey's newest version.</returns>
    public async Task<RolloutSteering?> RunAsync(string journeyId, RolloutAct act, OperatorAct who, CancellationToken cancellationToken)
    {
        while (await HeadAsync(journeyId, cancellationToken) is { Rollout: { } rollout } head)
        {
            DateTimeOffset now = clocks.Shop.GetUtcNow();
            if (rollout.After(act, now) is not { } after)
            {
                return new RolloutSteering(rollout, IsDone: false);
            }

            RolloutEntry entry = new(head.Version, now, after.State, after.Percent) { By = who.By, Why = who.Why };
            bool isDone = await store.ChangeAsync(head, after, entry, null, cancellationToken);
            journeys.Forget();
            if (isDone)
            {
                return new RolloutSteering(after, IsDone: true);
            }
        }

        return null;
    }

    private async Task<TemplateHead?> HeadAsync(string journeyId, CancellationToken cancellationToken) =>
        (await store.Journeys.HeadsAsync(cancellationToken)).FirstOrDefault(h => h.Id == journeyId);
}

/// <summary>A journey whose newest version is rolled out.</summary>
public sealed record JourneyRollout(string JourneyId, Rollout Rollout);

/// <summary>The same with what is known of it.</summary>
/// <param name="Entries">What was done with it, the latest first.</param>
public sealed record RolloutStanding(string JourneyId, Rollout Rollout, RolloutLook Look, IReadOnlyList<RolloutEntry> Entries);

/// <summary>What became of an act.</summary>
/// <param name="Rollout">As it stands now.</param>
/// <param name="IsDone">False where the act does not apply to how it stands.</param>
public sealed record RolloutSteering(Rollout Rollout, bool IsDone);
