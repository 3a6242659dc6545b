using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Journeys;
using FollowUpFlows.Tests.Contract.Durable;
using Microsoft.DurableTask.Client;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Journeys;

/// <summary>What a signal does: one look more, at whatever moment it comes, and never a look without one.</summary>
public abstract class SignalTests(Setup setup) : JourneySuite(setup)
{
    private const string First = "first";

    private readonly TaskCompletionSource looking = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DateTimeOffset DueAt { get; } = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task WhileItWaits_ItLooksAgainAtOnce_AndWaitsOnForTheSameStep()
    {
        await StartAsync(UntilDue);
        await BeginAsync();
        Run.Clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset signaledAt = Run.Clock.GetUtcNow();

        await SignalAsync();
        await Run.SettleAsync();
        Assert.Equal([null, First], Looks.Select(l => l.Cursor.StepId));
        Assert.Equal(signaledAt, Looks[1].At);
        Assert.Equal(DueAt, Assert.Single(Run.Store.ReadTimers(10)).FireAt);  // the first one was cancelled

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await FinishAsync()).RuntimeStatus);
        Assert.Equal([null, First, First], Looks.Select(l => l.Cursor.StepId));
        Assert.Equal(DueAt, Looks[2].At);
    }

    [Fact]
    public async Task AfterARestart_ASignalStillWakesIt()
    {
        await StartAsync(UntilDue);
        await BeginAsync();
        await SignalAsync();
        await Run.SettleAsync();
        await Run.RestartAsync();
        await SignalAsync();
        await Run.SettleAsync();
        Assert.Equal(3, Looks.Count);
        Assert.Equal(DueAt, Assert.Single(Run.Store.ReadTimers(10)).FireAt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task WhileALookIsUnderWay_AllTogetherLeadToOneMore(int signals)
    {
        await StartAsync(cursor => HoldLookAsync(1, cursor));
        Task begun = BeginAsync();
        await looking.Task;
        await SignalAsync(signals);
        goOn.SetResult();
        await begun;
        Assert.Equal([null, First], Looks.Select(l => l.Cursor.StepId));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await FinishAsync()).RuntimeStatus);
        Assert.Equal(3, Looks.Count);
    }

    [Fact]
    public async Task AStormWhileItWaits_LeadsToOneLookAndOneAfterIt()
    {
        await StartAsync(cursor => HoldLookAsync(2, cursor));
        await BeginAsync();
        await SignalAsync();
        await looking.Task;
        await SignalAsync(499);
        goOn.SetResult();
        await Run.SettleAsync();
        Assert.Equal(3, Looks.Count);
        Assert.Single(Run.Store.ReadTimers(10));
    }

    [Fact]
    public async Task AStormFromAllSides_NeverLeadsToMoreLooksThanSignals_AndTheJourneyGoesOn()
    {
        await StartAsync(UntilDue);
        await BeginAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(SignalAsync)));
        await Run.SettleAsync();
        Assert.InRange(Looks.Count, 2, 501);
        Assert.Single(Run.Store.ReadTimers(10));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await FinishAsync()).RuntimeStatus);
        Assert.Equal(DueAt, Looks[^1].At);
    }

    [Theory]
    [InlineData(false, 3)]  // the timer wakes it; the signal leads to one look more
    [InlineData(true, 2)]   // the signal wakes it; the timer has nothing left to say
    public async Task AtTheInstantOfTheTimer_BothAreHeeded(bool isSignalFirst, int looks)
    {
        await StartAsync(cursor => NextWait.Until(cursor, Looks.Count == 1 ? DueAt : DueAt.AddDays(1)));
        await BeginAsync();
        await Run.Client.SuspendInstanceAsync(Begin.EnrollmentId);  // what comes now is dealt with together
        if (isSignalFirst)
        {
            await SignalAsync();
            await Run.SettleAsync();
        }

        Run.Clock.Advance(DueAt - Run.Clock.GetUtcNow());
        await Run.SettleAsync();
        if (!isSignalFirst)
        {
            await SignalAsync();
            await Run.SettleAsync();
        }

        await Run.Client.ResumeInstanceAsync(Begin.EnrollmentId);
        await Run.SettleAsync();
        Assert.Equal(looks, Looks.Count);
        Assert.Equal(DueAt.AddDays(1), Assert.Single(Run.Store.ReadTimers(10)).FireAt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task InTheLastTurnOfAGeneration_TheNextOneHeedsIt_AndLooksOnceMoreAtMost(int signals)
    {
        await StartAsync(async cursor =>
        {
            await HoldLookAsync(RunJourney.TurnsMax, cursor);
            return Looks.Count < RunJourney.TurnsMax ? NextWait.Until(cursor, DateTimeOffset.UnixEpoch) : UntilDue(cursor);
        });
        Task begun = BeginAsync();
        await looking.Task;
        await SignalAsync(signals);
        goOn.SetResult();
        await begun;
        Assert.InRange(Looks.Count, RunJourney.TurnsMax + 1, RunJourney.TurnsMax + 2);
        Assert.Equal(DueAt, Assert.Single(Run.Store.ReadTimers(10)).FireAt);
    }

    [Fact]
    public async Task WhileItWaitsAfterManyFailures_ItIsTriedAgainAtOnce()
    {
        await StartAsync(cursor => Looks.Count <= RunJourney.AttemptsMax ? throw new IOException("away") : UntilDue(cursor));
        await BeginAsync();
        while (Looks.Count < RunJourney.AttemptsMax)
        {
            Run.Clock.Advance(Run.Engine.NextTimerAt!.Value - Run.Clock.GetUtcNow());
            await Run.SettleAsync();
        }

        Assert.Equal(Run.Clock.GetUtcNow().AddHours(1), Run.Engine.NextTimerAt);
        await SignalAsync();
        await Run.SettleAsync();
        Assert.Equal(RunJourney.AttemptsMax + 1, Looks.Count);
        Assert.Equal(Run.Clock.GetUtcNow(), Looks[^1].At);
    }

    [Fact]
    public async Task ToAnInstanceThatIsUnknownOrHasFinished_DoesNothing()
    {
        await StartAsync(cursor => NextWait.Ended(cursor, EndReason.Completed));
        await SignalAsync();
        await BeginAsync();
        await SignalAsync();
        await Run.SettleAsync();
        Assert.Single(Looks);
        Assert.Empty(Run.Store.ReadPending().Messages);
    }

    [Fact]
    public async Task ThatCannotBeStored_IsAFaultOfTheCaller()
    {
        await StartAsync(UntilDue);
        await BeginAsync();
        await Run.Engine.StopAsync(TimeSpan.Zero, CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(SignalAsync);
    }

    private NextWait UntilDue(Cursor cursor) => Run.Clock.GetUtcNow() < DueAt
        ? NextWait.Until(cursor with { StepId = First }, DueAt)
        : NextWait.Ended(cursor, EndReason.Completed);

    /// <summary>One of the looks takes its time.</summary>
    private async Task<NextWait> HoldLookAsync(int number, Cursor cursor)
    {
        if (Looks.Count == number)
        {
            looking.SetResult();
            await goOn.Task;
        }

        return UntilDue(cursor);
    }
}

public sealed class SignalInMemoryCachedTests() : SignalTests(Setup.InMemoryCached);

public sealed class SignalInMemoryUncachedTests() : SignalTests(Setup.InMemoryUncached);

public sealed class SignalSqliteCachedTests() : SignalTests(Setup.SqliteCached);

public sealed class SignalSqliteUncachedTests() : SignalTests(Setup.SqliteUncached);
