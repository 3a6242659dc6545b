using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Enrollments;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Simulation;

/// <summary>The engine on a clock that jumps: what happens when, in which order, and that nothing remains.</summary>
public sealed class SimulationEngineTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock clock = new(Begin);
    private readonly List<string> told = [];
    private Func<Cursor, NextWait> advance = cursor => NextWait.Ended(cursor, EndReason.Completed);
    private SimulationEngine engine = null!;

    public async Task InitializeAsync() => engine = await SimulationEngine.OpenAsync(clock, async (cursor, token) =>
    {
        await Task.CompletedTask;
        Tell($"{cursor.EnrollmentId}/{cursor.StepId}");
        return advance(cursor);
    });

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Steps_HappenInTheOrderOfTheirTimes_EachAtItsTime()
    {
        advance = cursor => (cursor.EnrollmentId, cursor.StepId) switch
        {
            (_, null) => NextWait.Until(cursor with { StepId = "1" }, Begin.AddDays(cursor.EnrollmentId == "a" ? 2 : 1)),
            ("b", "1") => NextWait.Until(cursor with { StepId = "2" }, Begin.AddDays(3)),
            _ => NextWait.Ended(cursor, EndReason.Completed),
        };
        await StartAsync("a");
        await StartAsync("b");
        Assert.Empty(told);  // nothing happens before time is let pass

        await RunToAsync(10);
        Assert.Equal(["0 a/", "0 b/", "1 b/1", "2 a/1", "3 b/2"], told);
        Assert.Equal(Begin.AddDays(10), clock.GetUtcNow());
    }

    [Fact]
    public async Task WhatIsDueAtTheInstant_WaitsForWhatTheCallerFeeds()
    {
        advance = cursor => cursor.StepId is null ? NextWait.Until(cursor with { StepId = "1" }, Begin.AddDays(1)) : NextWait.Ended(cursor, EndReason.Completed);
        await StartAsync("a");
        await RunToAsync(1);
        Assert.Equal(["0 a/"], told);

        Tell("order");
        await RunToAsync(2);
        Assert.Equal(["0 a/", "1 order", "1 a/1"], told);
    }

    [Fact]
    public async Task Signal_LeadsToALookAtOnce_AndToNoOtherTime()
    {
        advance = cursor => clock.GetUtcNow() < Begin.AddDays(5) ? NextWait.Until(cursor with { StepId = "1" }, Begin.AddDays(5)) : NextWait.Ended(cursor, EndReason.Exited);
        await StartAsync("a");
        await RunToAsync(3);
        await engine.SignalAsync("a", default);
        await engine.SignalAsync("nobody", default);
        await RunToAsync(9);
        await engine.SignalAsync("a", default);  // has ended
        await RunToAsync(10);
        Assert.Equal(["0 a/", "3 a/1", "5 a/1"], told);
    }

    [Fact]
    public async Task Start_OfWhatRuns_DoesNothing_AndAStepMayStartOthers()
    {
        advance = cursor =>
        {
            if (cursor is { EnrollmentId: "a", StepId: "1" })
            {
                Assert.True(engine.StartAsync(new Cursor("b", "c1", "journey", 1), default).IsCompletedSuccessfully);
            }

            return cursor.StepId is null ? NextWait.Until(cursor with { StepId = "1" }, Begin.AddDays(1)) : NextWait.Until(cursor with { StepId = "2" }, Begin.AddDays(40));
        };
        await StartAsync("a");
        await StartAsync("a");
        await RunToAsync(1);
        await StartAsync("a");
        await RunToAsync(2);
        Assert.Equal(["0 a/", "1 a/1", "1 b/", "1 b/1"], told);
    }

    [Fact]
    public async Task ThousandsAtOneInstant_AllCome_InTheOrderInWhichTheyWereStarted()
    {
        advance = cursor => cursor.StepId is null ? NextWait.Until(cursor with { StepId = "1" }, Begin.AddDays(1)) : NextWait.Ended(cursor, EndReason.Completed);
        string[] ids = [.. Enumerable.Range(0, 3_000).Select(i => $"e{i}")];
        foreach (string id in ids)
        {
            await StartAsync(id);
        }

        await RunToAsync(2);
        Assert.Equal([.. ids.Select(i => $"0 {i}/"), .. ids.Select(i => $"1 {i}/1")], told);
    }

    [Fact]
    public async Task LongJourneys_GoOnBeyondTheirGenerations()
    {
        advance = cursor => told.Count < 200 ? NextWait.Until(cursor with { StepId = "1" }, clock.GetUtcNow().AddDays(1)) : NextWait.Ended(cursor, EndReason.Completed);
        await StartAsync("a");
        await RunToAsync(1_000);
        Assert.Equal(200, told.Count);
        Assert.Equal("199 a/1", told[^1]);
    }

    [Fact]
    public async Task StepThatFails_EndsTheSimulationWithItsReason()
    {
        advance = _ => throw new InvalidDataException("no such step");
        await StartAsync("a");
        Assert.Equal("no such step", (await Assert.ThrowsAsync<InvalidDataException>(() => RunToAsync(1))).Message);
    }

    [Fact]
    public async Task Time_NeverGoesBack_AndMayBeCutShort()
    {
        await RunToAsync(2);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RunToAsync(1));
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => engine.RunUntilAsync(Begin.AddDays(3), cancelled.Token));
    }

    private Task StartAsync(string id) => engine.StartAsync(new Cursor(id, "c1", "journey", 1), default);

    private Task RunToAsync(int day) => engine.RunUntilAsync(Begin.AddDays(day), default);

    private void Tell(string what) => told.Add($"{(clock.GetUtcNow() - Begin).TotalDays} {what}");
}
