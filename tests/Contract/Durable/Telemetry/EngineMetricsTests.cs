using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable.Telemetry;

/// <summary>What the engine counts.</summary>
public sealed class EngineMetricsTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> seen = [];
    private readonly string name = $"Counted{Guid.NewGuid():N}";

    private EngineRun Run { get; } = new(Setup.InMemoryCached);

    private MeterListener Listener { get; } = new();

    public Task InitializeAsync()
    {
        Listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "FollowUpFlows.Runtime")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        Listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Note(i, v, tags));
        Listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Note(i, v, tags));
        Listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Note(i, v, tags));
        Listener.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Run.DisposeAsync();
        Listener.Dispose();
    }

    [Fact]
    public async Task Run_CountsEpisodesEndsAndActivities_ByNameAndOutcome()
    {
        Run.Orchestrator(name, async c =>
        {
            await c.CallActivityAsync<int>(name + "Good");
            await c.CallActivityAsync<int>(name + "Bad");
            return null;
        });
        Run.Activity<object>(name + "Good", _ => 1);
        Run.Activity<object>(name + "Bad", _ => throw new InvalidOperationException("no"));
        await Run.StartAsync();

        await Run.RunAsync(name);

        Assert.Equal(3, Of("followup.engine.episodes", $"orchestration={name}").Count);
        Assert.Single(Of("followup.engine.orchestrations.ended", $"orchestration={name};status=Failed"));
        Assert.Single(Of("followup.engine.activity.duration", $"activity={name}Good;outcome=completed"));
        Assert.Single(Of("followup.engine.activity.duration", $"activity={name}Bad;outcome=failed"));
    }

    /// <summary>Nobody else's timer is that late.</summary>
    [Fact]
    public async Task Timer_TellsHowLateItsEpisodeIs()
    {
        Run.Orchestrator(name, async c =>
        {
            await c.CreateTimer(c.CurrentUtcDateTime.AddSeconds(10), CancellationToken.None);
            return null;
        });
        await Run.StartAsync();
        await Run.BeginAsync(name, instanceId: "late");

        Run.Clock.Set(Run.Clock.GetUtcNow().AddSeconds(12_345));
        Run.Clock.Advance(Run.Options.ClockCheckInterval);
        await Run.FinishAsync("late");

        Assert.Contains(Of("followup.engine.timer.lateness", ""), v => v > 12_000);
    }

    [Fact]
    public async Task Look_TellsWhatIsUnderWay()
    {
        TaskCompletionSource open = new();
        TaskCompletionSource running = new();
        Run.Options = Run.Options with { ActivitiesMax = 1 };
        Run.Orchestrator(name, async c =>
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => c.CallActivityAsync<int>(name)));
            return null;
        });
        Run.Tasks.AddActivity(name, async (_, _) =>
        {
            running.TrySetResult();
            await open.Task;
            return 1;
        });
        await Run.StartAsync();
        Task finished = Run.RunAsync(name);
        await running.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Listener.RecordObservableInstruments();

        Assert.Contains(Of("followup.engine.activities.running", ""), v => v >= 1);
        Assert.Contains(Of("followup.engine.activities.waiting", ""), v => v == 7);
        open.SetResult();
        await finished;
    }

    private List<double> Of(string instrument, string tags) => [.. seen.Where(s => s.Name == instrument && s.Tags == tags).Select(s => s.Value)];

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        seen.Enqueue((instrument.Name, value, string.Join(';', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
}
