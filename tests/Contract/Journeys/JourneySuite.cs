using System.Globalization;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Contract.Durable;
using Microsoft.DurableTask.Client;

namespace FollowUpFlows.Tests.Contract.Journeys;

/// <summary>One enrollment on an engine of its own; what its steps come to, each test says.</summary>
public abstract class JourneySuite(Setup setup) : EngineSuite(setup)
{
    private readonly Lock gate = new();

    private protected static Cursor Begin { get; } = new("thank-you:e1", "c1", "thank-you", 1);

    /// <summary>What the orchestration asked, and when.</summary>
    private protected List<(Cursor Cursor, DateTimeOffset At)> Looks { get; } = [];

    private protected static int Number(Cursor cursor) => int.Parse(cursor.StepId ?? "0", CultureInfo.InvariantCulture);

    private protected async Task<OrchestrationMetadata> RunAsync(Func<Cursor, NextWait> advance)
    {
        await StartAsync(advance);
        return await Run.RunAsync(nameof(RunJourney), Begin, Begin.EnrollmentId);
    }

    private protected Task StartAsync(Func<Cursor, NextWait> advance) => StartAsync(cursor => Task.FromResult(advance(cursor)));

    private protected Task StartAsync(Func<Cursor, Task<NextWait>> advance)
    {
        Run.Orchestrator(nameof(RunJourney), async context => await RunJourney.RunAsync(context));
        Run.Tasks.AddActivity(RunJourney.Advance, async (call, _) => await LookAsync(call, advance));
        return Run.StartAsync();
    }

    /// <summary>Starts the enrollment and waits until it waits.</summary>
    private protected Task BeginAsync() => Run.BeginAsync(nameof(RunJourney), Begin, Begin.EnrollmentId);

    private protected Task SignalAsync() => new DurableOrchestrations(Run.Client).SignalAsync(Begin.EnrollmentId, CancellationToken.None);

    private protected Task SignalAsync(int times) => Task.WhenAll(Enumerable.Range(0, times).Select(_ => SignalAsync()));

    private protected Task<OrchestrationMetadata> FinishAsync() => Run.FinishAsync(Begin.EnrollmentId);

    private async Task<NextWait> LookAsync(ActivityCall call, Func<Cursor, Task<NextWait>> advance)
    {
        Cursor cursor = EngineRun.Converter.Deserialize<Cursor>(call.Input)!;
        lock (gate)
        {
            Looks.Add((cursor, Run.Clock.GetUtcNow()));
        }

        return await advance(cursor);
    }
}
