using FollowUpFlows.App.Settings;
using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>A shop clock over the ends of its process.</summary>
public sealed class ClockRecorderTests
{
    private const double DayInASecond = 86_400;

    private static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset RealNow = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly ClockSettings Real = new(null, 1);
    private static readonly ClockSettings Fast = new(Start, DayInASecond);

    private readonly InMemoryEntityTables tables = new();
    private readonly ManualClock system = new(RealNow);

    [Fact]
    public async Task NewFolder_BeginsAtTheSetting_AndARealClockLeavesNoRecord()
    {
        Assert.Equal(RealNow, (await StartAsync(Real)).Shown);
        Assert.Null(await ClockRecord.ReadAsync(tables, default));
        Assert.Equal(Start, (await StartAsync(Fast)).Shown);
    }

    [Fact]
    public async Task AfterAStop_ItGoesOnExactlyWhereItStood_HoweverMuchLater()
    {
        Process first = await StartAsync(Fast);
        await PassAsync(1.5);
        await first.StopAsync();
        Assert.Equal(Start.AddDays(1.5), first.Shown);
        system.Advance(TimeSpan.FromHours(5));
        Process next = await StartAsync(Fast);
        Assert.Equal(Start.AddDays(1.5), next.Shown);
        await PassAsync(1);
        Assert.Equal(Start.AddDays(2.5), next.Shown);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(9.9)]
    public async Task AfterAKill_ItBeginsNoEarlierThanAnythingItShowed_AndLittleLater(double seconds)
    {
        Process killed = await StartAsync(Fast);
        await PassAsync(seconds);
        DateTimeOffset shown = killed.Shown;
        DateTimeOffset next = (await StartAsync(Fast)).Shown;
        Assert.InRange(next, shown, shown + (ClockRecorder.Lead * DayInASecond));
    }

    [Fact]
    public async Task WhileItCannotBeRecorded_ItStandsStill_AndThenCatchesUp()
    {
        bool isFull = false;
        TestFaults faulty = new(tables, () => isFull);
        Process process = await StartAsync(Fast, faulty);
        isFull = true;
        await PassAsync(60);
        Assert.Equal(Start + (ClockRecorder.Lead * DayInASecond), process.Shown);
        isFull = false;
        await PassAsync(1);
        Assert.InRange(process.Shown, Start.AddDays(4), Start.AddDays(61));
    }

    [Fact]
    public async Task AnotherStart_SetsItAnew_TheSameOrNoneDoesNot()
    {
        await (await StartAsync(Fast)).StopAsync();
        DateTimeOffset other = Start.AddDays(-30);
        Process anew = await StartAsync(new ClockSettings(other, DayInASecond));
        Assert.Equal(other, anew.Shown);
        await PassAsync(1);
        await anew.StopAsync();
        Process withoutStart = await StartAsync(new ClockSettings(null, 2));
        Assert.Equal(other.AddDays(1), withoutStart.Shown);
        await withoutStart.StopAsync();
        Assert.Equal(other.AddDays(1), (await StartAsync(new ClockSettings(other, 1))).Shown);
    }

    [Theory]
    [InlineData(1, true)]    // it ran ahead: the system's time would be a step back
    [InlineData(-1, false)]  // it was behind: the system's time is later
    public async Task WithoutSettings_ItGoesOnAtRealPace_UnlessTheSystemIsLater(int daysAhead, bool isKept)
    {
        await (await StartAsync(new ClockSettings(RealNow.AddDays(daysAhead), 1))).StopAsync();
        Process process = await StartAsync(Real);
        DateTimeOffset begin = isKept ? RealNow.AddDays(daysAhead) : RealNow;
        Assert.Equal(begin, process.Shown);
        await PassAsync(3);
        Assert.Equal(begin.AddSeconds(3), process.Shown);
        await process.StopAsync();
        Assert.Equal(begin.AddSeconds(3), (await StartAsync(new ClockSettings(null, 5))).Shown);
    }

    private async Task<Process> StartAsync(ClockSettings settings, IEntityTables? store = null)
    {
        ScaledClock clock = new(settings.IsReal ? null : settings.Start ?? system.GetUtcNow(), settings.Speed, system);
        ClockRecorder recorder = new(clock, settings, store ?? tables, system, NullLogger<ClockRecorder>.Instance);
        await recorder.StartingAsync(default);
        return new Process(clock, recorder);
    }

    /// <summary>In small steps, as the recorder comes to its turn between them.</summary>
    private async Task PassAsync(double seconds)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(100);
        for (TimeSpan left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= step)
        {
            system.Advance(left < step ? left : step);
            await Task.Yield();
        }
    }

    private sealed record Process(ScaledClock Clock, ClockRecorder Recorder)
    {
        public DateTimeOffset Shown => Clock.GetUtcNow();

        public async Task StopAsync()
        {
            await Recorder.StoppedAsync(default);
            Recorder.Dispose();
        }
    }

    /// <summary>A store whose disk is full at times.</summary>
    private sealed class TestFaults(IEntityTables inner, Func<bool> isFull) : IEntityTables
    {
        public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
            inner.ReadAsync(table, partitionKey, rowKey, cancellationToken);

        public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

        public Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) =>
            isFull() ? throw new StorageException("full", isTemporary: true) : inner.WriteAsync(table, partitionKey, changes, cancellationToken);
    }
}
