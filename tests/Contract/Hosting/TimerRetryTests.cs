using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>Timer functions with retry attributes: occurrences come on the shop clock, retries on the system clock.</summary>
public sealed class TimerRetryTests
{
    private static readonly DateTimeOffset Midnight = TimerBed.Midnight;

    private readonly ManualClock shop = new(Midnight);
    private readonly ManualClock system = new(Midnight);
    private readonly Calls calls = new();
    private readonly TimerBed bed = new();

    [Fact]
    public async Task Timer_ThatThrows_IsCalledAgainAfterEachPause_AndThenLeftToItsNextOccurrence()
    {
        calls.Failures = int.MaxValue;
        await using HostedApp app = await StartAsync(typeof(Twice));

        shop.MoveTo(Midnight.AddHours(1));
        await PauseAsync(1);
        shop.MoveTo(Midnight.AddHours(1.5)); // a shop clock that runs fast shortens no pause
        Assert.Equal(1, calls.Count);
        system.MoveTo(Midnight.AddSeconds(10).AddMilliseconds(-1));
        Assert.Equal(1, calls.Count);
        system.MoveTo(Midnight.AddSeconds(10));
        await PauseAsync(2);
        system.MoveTo(Midnight.AddSeconds(20));
        await Eventually.TrueAsync(() => shop.WaitingCount == 1, "the next occurrence is waited for");

        Assert.Equal(["0 of 2", "1 of 2", "2 of 2"], calls.Seen);
        Assert.Equal(2, app.Log.Lines.Count(l => l.Level == LogLevel.Warning && l.Exception is InvalidDataException));
        Assert.Single(app.Log.Lines, l => l.Level == LogLevel.Error && l.Exception is InvalidDataException);
    }

    [Fact]
    public async Task Timer_ThatSucceedsAtARetry_IsNotCalledAgain()
    {
        calls.Failures = 1;
        await using HostedApp app = await StartAsync(typeof(Twice));

        shop.MoveTo(Midnight.AddHours(1));
        await PauseAsync(1);
        system.MoveTo(Midnight.AddSeconds(10));
        await Eventually.TrueAsync(() => shop.WaitingCount == 1, "the next occurrence is waited for");

        Assert.Equal(["0 of 2", "1 of 2"], calls.Seen);
        Assert.DoesNotContain(app.Log.Lines, l => l.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Stop_AmidAPause_DoesNotWaitForIt_AndTheRunIsMadeUpFor()
    {
        calls.Failures = 1;
        await using (HostedApp app = await StartAsync(typeof(Twice)))
        {
            shop.MoveTo(Midnight.AddHours(1));
            await PauseAsync(1);
            await app.StopAsync().InTimeAsync();
        }

        Assert.Equal(default, (await bed.Statuses.FindAsync("twice", CancellationToken.None))!.Last);
        await using HostedApp again = await StartAsync(typeof(Twice));
        await Eventually.TrueAsync(() => calls.Count == 2, "the run is made up for");
        Assert.Equal(["0 of 2", "0 of 2"], calls.Seen);
    }

    [Fact]
    public void Retries_OfAnotherTrigger_AreRefused()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => HostedApp.Build(_ => { }, typeof(OfAQueue)));

        Assert.Contains("only timer functions", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Retries_ThatCannotBe_AreRefusedWithTheFunction()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => HostedApp.Build(_ => { }, typeof(Unreadable)));

        Assert.Contains("'unreadable'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'soon'", fault.Message, StringComparison.Ordinal);
    }

    private Task PauseAsync(int call) =>
        Eventually.TrueAsync(() => calls.Count == call && system.WaitingCount == 1, $"call {call} has failed and its pause runs");

    private async Task<HostedApp> StartAsync(Type functions)
    {
        HostedApp app = await HostedApp.StartAsync(
            builder => builder.Services
                .AddSingleton(calls)
                .AddSingleton<ITimerStatusStore>(bed.Statuses)
                .AddKeyedSingleton<TimeProvider>("shop", shop)
                .AddKeyedSingleton<TimeProvider>("system", system),
            functions);
        await Eventually.TrueAsync(() => shop.WaitingCount == 1, "the next occurrence is waited for");
        return app;
    }

    internal sealed class Calls
    {
        private readonly Lock gate = new();
        private readonly List<string> seen = [];

        public int Failures { get; set; }

        public int Count
        {
            get
            {
                lock (gate)
                {
                    return seen.Count;
                }
            }
        }

        public IReadOnlyList<string> Seen
        {
            get
            {
                lock (gate)
                {
                    return [.. seen];
                }
            }
        }

        public void Add(RetryContext retries)
        {
            lock (gate)
            {
                seen.Add($"{retries.RetryCount} of {retries.MaxRetryCount}");
                if (seen.Count <= Failures)
                {
                    throw new InvalidDataException("the function's own fault");
                }
            }
        }
    }

    internal sealed class Twice(Calls calls)
    {
        [Function("twice")]
        [FixedDelayRetry(2, "00:00:10")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context) => calls.Add(context.RetryContext);
    }

    internal static class OfAQueue
    {
        [Function("of-a-queue")]
        [FixedDelayRetry(2, "00:00:10")]
        public static string Run([QueueTrigger("work")] string message) => message;
    }

    internal static class Unreadable
    {
        [Function("unreadable")]
        [FixedDelayRetry(2, "soon")]
        public static string Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => timer.ToString()!;
    }
}
