using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Tests.Contract.Durable;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Journeys;

/// <summary>The orchestration of enrollments on the engine: when it asks for the next step, with which cursor, and that it never gives up.</summary>
public abstract class RunJourneyTests(Setup setup) : JourneySuite(setup)
{
    [Fact]
    public async Task Steps_AreAskedForWhenTheyAreDue_WithTheCursorOfTheLast()
    {
        DateTimeOffset begunAt = Run.Clock.GetUtcNow();
        OrchestrationMetadata done = await RunAsync(cursor => cursor.StepId switch
        {
            null => NextWait.Until(cursor with { StepId = "first" }, begunAt.AddDays(3)),
            "first" => NextWait.Until(cursor with { StepId = "second" }, begunAt.AddDays(-1)),  // overdue: at once
            _ => NextWait.Ended(cursor, EndReason.Completed),
        });

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(EndReason.Completed, done.ReadOutputAs<EndReason>());
        Assert.Equal([null, "first", "second"], Looks.Select(c => c.Cursor.StepId));
        Assert.Equal([begunAt, begunAt.AddDays(3), begunAt.AddDays(3)], Looks.Select(c => c.At));
    }

    [Theory]
    [InlineData(RunJourney.TurnsMax - 1)]
    [InlineData(RunJourney.TurnsMax)]
    [InlineData(RunJourney.TurnsMax + 1)]
    [InlineData((RunJourney.TurnsMax * 3) + 7)]
    public async Task ManySteps_AllCome_HoweverOftenHistoryBeginsAnew(int steps)
    {
        OrchestrationMetadata done = await RunAsync(cursor => Number(cursor) < steps
            ? NextWait.Until(cursor with { StepId = $"{Number(cursor) + 1}" }, Run.Clock.GetUtcNow().AddDays(1))
            : NextWait.Ended(cursor, EndReason.Completed));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(Enumerable.Range(0, steps + 1), Looks.Select(c => Number(c.Cursor)));
        Assert.True(Run.Store.ReadHistory(done.InstanceId).Count < RunJourney.TurnsMax * 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(RunJourney.AttemptsMax)]
    [InlineData(RunJourney.AttemptsMax * 3)]
    public async Task StepThatFails_IsTriedAgainWithTheSameCursorUntilItSucceeds(int failures)
    {
        OrchestrationMetadata done = await RunAsync(cursor => Looks.Count <= failures
            ? throw new InvalidOperationException("the provider is away")
            : NextWait.Ended(cursor, EndReason.Completed));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal(failures + 1, Looks.Count);
        Assert.All(Looks, c => Assert.Equal(EngineRun.Converter.Serialize(Begin), EngineRun.Converter.Serialize(c.Cursor)));
        Assert.Equal(Looks.Select(c => c.At).Order(), Looks.Select(c => c.At));
        Assert.Equal(TimeSpan.FromSeconds(5), Looks[1].At - Looks[0].At);
        Assert.All(Looks.Zip(Looks.Skip(1)), pair => Assert.InRange(pair.Second.At - pair.First.At, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)));
    }
}

public sealed class RunJourneyInMemoryCachedTests() : RunJourneyTests(Setup.InMemoryCached);

public sealed class RunJourneyInMemoryUncachedTests() : RunJourneyTests(Setup.InMemoryUncached);

public sealed class RunJourneySqliteCachedTests() : RunJourneyTests(Setup.SqliteCached);

public sealed class RunJourneySqliteUncachedTests() : RunJourneyTests(Setup.SqliteUncached);
