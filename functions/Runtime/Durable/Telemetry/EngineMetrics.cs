using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Figures of one engine. Names of orchestrators and activities, never ids: each value of a tag is a series of its own.</summary>
internal sealed class EngineMetrics : IDisposable
{
    public const string MeterName = "FollowUpFlows.Runtime";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> episodes;
    private readonly Counter<long> commits;
    private readonly Counter<long> ended;
    private readonly Histogram<double> activities;
    private readonly Histogram<double> lateness;

    public EngineMetrics()
    {
        episodes = meter.CreateCounter<long>("followup.engine.episodes", "{episode}", "Episodes of orchestrations that are stored.");
        commits = meter.CreateCounter<long>("followup.engine.changes", "{change}", "Changes that are stored; many share a commit.");
        ended = meter.CreateCounter<long>("followup.engine.orchestrations.ended", "{orchestration}", "Executions that have ended, by how.");
        activities = meter.CreateHistogram<double>("followup.engine.activity.duration", "s", "How long attempts of activities took.");
        lateness = meter.CreateHistogram<double>(
            "followup.engine.timer.lateness", "s", "From the moment a timer was due, on the shop clock, to its episode.");
    }

    /// <summary>What is under way; asked only when somebody looks.</summary>
    public void Watch(Mailboxes mailboxes, ActivityRunner runner)
    {
        meter.CreateObservableUpDownCounter(
            "followup.engine.instances.busy", () => mailboxes.BusyCount, "{instance}", "Instances with something to do.");
        meter.CreateObservableUpDownCounter(
            "followup.engine.instances.loaded", () => mailboxes.LiveCount, "{instance}", "Instances kept in memory.");
        meter.CreateObservableUpDownCounter("followup.engine.activities.running", () => runner.RunningCount, "{activity}", "Activities that run.");
        meter.CreateObservableUpDownCounter("followup.engine.activities.waiting", () => runner.WaitingCount, "{activity}", "Activities that wait for room.");
    }

    public void Committed() => commits.Add(1);

    public void EpisodeStored(InstanceRow row, EpisodeResult result, Consumed consumed, DateTimeOffset now)
    {
        episodes.Add(1, new KeyValuePair<string, object?>("orchestration", row.Name));
        if (result.Ending is { } ending && ended.Enabled)
        {
            ended.Add(1, new("orchestration", row.Name), new("status", ending.GetType().Name));
        }

        if (lateness.Enabled)
        {
            foreach (TimerRow timer in consumed.Timers)
            {
                lateness.Record((now - timer.FireAt).TotalSeconds);
            }
        }
    }

    /// <summary>To be handed back at the end of the attempt.</summary>
    public long ActivityBegins() => activities.Enabled ? Stopwatch.GetTimestamp() : 0;

    public void ActivityEnds(long begin, string name, bool isDone)
    {
        if (begin != 0)
        {
            activities.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds, new("activity", name), new("outcome", isDone ? "completed" : "failed"));
        }
    }

    public void Dispose() => meter.Dispose();
}
