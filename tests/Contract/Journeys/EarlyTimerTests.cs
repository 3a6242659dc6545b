using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Tests.Contract.Durable;
using FollowUpFlows.Tests.Contract.Journeys.Histories;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Journeys;

/// <summary>On Azure Storage a timer may fire up to a second early: no step is asked for before it is due, and none is lost.</summary>
public sealed class EarlyTimerTests() : JourneySuite(Setup.InMemoryUncached)
{
    [Fact]
    public async Task TimersThatFireEarly_AreWaitedForAgain()
    {
        Run.Orchestrator("Early", async context => await RunJourney.RunAsync(new ChangedContext(context, ChangedContext.FiresEarly)));
        DateTimeOffset dueAt = Run.Clock.GetUtcNow().AddDays(3);
        await StartAsync(cursor => cursor.StepId is null
            ? NextWait.Until(cursor with { StepId = "first" }, dueAt)
            : NextWait.Ended(cursor, EndReason.Completed));

        OrchestrationMetadata done = await Run.RunAsync("Early", Begin, Begin.EnrollmentId);

        Assert.Equal(EndReason.Completed, done.ReadOutputAs<EndReason>());
        Assert.Equal([null, "first"], Looks.Select(l => l.Cursor.StepId));
        Assert.Equal(dueAt, Looks[1].At);
        Assert.Equal(
            [dueAt.AddSeconds(-1), dueAt],
            Run.Store.ReadHistory(done.InstanceId).OfType<HistoryEvent.TimerFired>().Select(t => t.FireAt));
    }
}
