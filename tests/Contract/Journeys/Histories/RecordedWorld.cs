using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Contract.Durable;

namespace FollowUpFlows.Tests.Contract.Journeys.Histories;

/// <summary>What happens to the enrollment of a history that is recorded.</summary>
internal sealed record Script(string Name)
{
    public static DateTimeOffset BegunAt { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>What the n-th look, from 1, comes to; null: it fails.</summary>
    public required Func<int, Cursor, NextWait?> Look { get; init; }

    /// <summary>How many signals arrive while the n-th look is under way.</summary>
    public Func<int, int> SignalsDuring { get; init; } = _ => 0;

    /// <summary>When signals arrive otherwise, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Signals { get; init; } = [];

    /// <summary>How much too early the first timer fires, as some services let them.</summary>
    public TimeSpan EarlyBy { get; init; }
}

/// <summary>Plays a script, and records what the orchestration does.</summary>
internal sealed class RecordedWorld(Script script, OrchestratorFunction code)
{
    private readonly List<IReadOnlyList<GoldenEpisode>> generations = [];
    private readonly List<HistoryEvent.ActivityScheduled> asked = [];
    private readonly List<HistoryEvent.TimerCreated> timers = [];
    private readonly Queue<DateTimeOffset> signals = new(script.Signals);
    private DateTimeOffset now = Script.BegunAt;
    private TimeSpan earlyBy = script.EarlyBy;
    private int looks;
    private int raised;

    public GoldenHistory Play()
    {
        GoldenHistory history = new(nameof(RunJourney), generations);
        string? input = EngineRun.Converter.Serialize(new Cursor("thank-you:e1", "c1", "thank-you", 1));
        IReadOnlyList<HistoryEvent> carried = [];
        while (PlayGeneration(GoldenReplay.Execution(history, code), input, carried) is Ending.ContinuedAsNew next)
        {
            (input, carried) = (next.Input, next.Carried);
        }

        return history;
    }

    private Ending PlayGeneration(Execution execution, string? input, IReadOnlyList<HistoryEvent> carried)
    {
        List<GoldenEpisode> episodes = [];
        generations.Add(episodes);
        timers.Clear();
        IReadOnlyList<HistoryEvent> happened = [new HistoryEvent.ExecutionStarted(nameof(RunJourney), "execution", null, input, null, null), .. carried];
        while (true)
        {
            EpisodeResult result = execution.Run([new HistoryEvent.EpisodeStarted(now), .. happened]);
            int[]? cancelled = result.CancelledTimers.Count == 0 ? null : [.. result.CancelledTimers];
            episodes.Add(new GoldenEpisode(
                now, [.. happened.Select(GoldenEvent.Of)], [.. result.Decisions.Select(GoldenEvent.Of)], cancelled, GoldenEvent.Of(result.Ending)));
            if (result.Ending is { } ending)
            {
                return ending;
            }

            asked.AddRange(result.Decisions.OfType<HistoryEvent.ActivityScheduled>());
            timers.AddRange(result.Decisions.OfType<HistoryEvent.TimerCreated>());
            timers.RemoveAll(t => result.CancelledTimers.Contains(t.Id));
            happened = asked.Count > 0 ? Answer() : Next();
        }
    }

    private List<HistoryEvent> Answer()
    {
        HistoryEvent.ActivityScheduled call = asked[0];
        asked.Clear();
        looks++;
        HistoryEvent answer = script.Look(looks, EngineRun.Converter.Deserialize<Cursor>(call.Input)!) is { } next
            ? new HistoryEvent.TaskCompleted(call.Id, EngineRun.Converter.Serialize(next))
            : new HistoryEvent.TaskFailed(call.Id, new("System.IO.IOException", "away", null, null, null), IsFinal: false);
        return [.. Enumerable.Range(0, script.SignalsDuring(looks)).Select(_ => Raised()), answer];
    }

    /// <summary>A signal, or the timer that is due first; at one instant both.</summary>
    private List<HistoryEvent> Next()
    {
        HistoryEvent.TimerCreated? timer = timers.MinBy(t => t.FireAt);
        DateTimeOffset signalAt = signals.TryPeek(out DateTimeOffset at) ? at : DateTimeOffset.MaxValue;
        DateTimeOffset timerAt = timer is null ? DateTimeOffset.MaxValue : timer.FireAt - earlyBy;
        List<HistoryEvent> happened = [];
        now = signalAt < timerAt ? signalAt : timerAt;
        if (timerAt == now)
        {
            earlyBy = TimeSpan.Zero;
            timers.Remove(timer!);
            happened.Add(new HistoryEvent.TimerFired(timer!.Id, timer.FireAt));
        }

        if (signalAt == now)
        {
            signals.Dequeue();
            happened.Add(Raised());
        }

        return happened;
    }

    private HistoryEvent.EventRaised Raised() => new(++raised, RunJourney.Signal, null);
}
