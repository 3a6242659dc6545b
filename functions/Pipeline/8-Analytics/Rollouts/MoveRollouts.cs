using System.Collections.Concurrent;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Moves roll-outs on when a stage has lasted long enough, and stops those that do harm. Repeating it changes nothing.</summary>
/// <param name="events">Tells others; null in a shop that tells nobody.</param>
public sealed class MoveRollouts(JourneyStore store, JourneyLibrary journeys, MeasureRollout measure, Clocks clocks, OutgoingEvents? events = null)
{
    private readonly ConcurrentDictionary<(string JourneyId, int Version), DateTimeOffset> lookedAt = [];

    /// <summary>How often it is looked whether one does harm, on the shop clock; besides before each new stage.</summary>
    public static TimeSpan LookEvery { get; } = TimeSpan.FromHours(1);

    /// <summary>What has changed.</summary>
    public async Task<IReadOnlyList<MovedRollout>> RunAsync(CancellationToken cancellationToken)
    {
        List<MovedRollout> moved = [];
        foreach (TemplateHead head in await store.Journeys.HeadsAsync(cancellationToken))
        {
            if (head.Rollout is { State: RolloutState.Running } running && await ChangeAsync(head, running, cancellationToken) is { } change)
            {
                moved.Add(change);
            }
        }

        return moved;
    }

    private async Task<MovedRollout?> ChangeAsync(TemplateHead head, Rollout running, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        bool isOver = running.MovesOnAt <= now;
        if (!isOver && lookedAt.TryGetValue((head.Id, head.Version), out DateTimeOffset last) && now - last < LookEvery)
        {
            return null;
        }

        RolloutAlarm? alarm = (await measure.RunAsync(head.Id, running, now, cancellationToken)).Alarm;
        lookedAt[(head.Id, head.Version)] = now;
        if (alarm is null && !isOver)
        {
            return null;
        }

        Rollout after = alarm is null ? running.MovedOn(now) : running.Stopped(alarm.Harm, now);
        RolloutEntry entry = new(head.Version, now, after.State, after.Percent) { Alarm = alarm };
        bool isDone = await store.ChangeAsync(head, after, entry, events, cancellationToken);
        journeys.Forget();
        return isDone ? new MovedRollout(head.Id, after, entry) : null;  // else somebody was faster: the next look sees what they did
    }
}

/// <summary>A roll-out that has changed by itself.</summary>
public sealed record MovedRollout(string JourneyId, Rollout Rollout, RolloutEntry Entry);
