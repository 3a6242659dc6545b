using FollowUpFlows.Runtime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>One timer function on a shop clock that the test moves; its host may be started more than once.</summary>
internal sealed class TimerBed
{
    public static readonly DateTimeOffset Midnight = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ManualClock Clock { get; } = new(Midnight);

    public TimerRuns Runs { get; } = new();

    public InMemoryTimerStatusStore Statuses { get; } = new();

    public Task<HostedApp> StartAsync(Type functions, int drainSeconds = 20) => HostedApp.StartAsync(
        builder =>
        {
            builder.Configuration["Runtime:DrainSeconds"] = $"{drainSeconds}";
            builder.Configuration["Night"] = "30 3";
            builder.Services.AddSingleton(Runs).AddSingleton<ITimerStatusStore>(Statuses);
            builder.Services.AddKeyedSingleton<TimeProvider>("shop", Clock);
        },
        functions);

    public async Task<HostedApp> StartAndWaitAsync(Type functions)
    {
        HostedApp app = await StartAsync(functions);
        await WaitingAsync();
        return app;
    }

    public Task WaitingAsync() => Eventually.TrueAsync(() => Clock.WaitingCount == 1, "the timer waits");

    public Task<TimerInfo> MoveAndTakeAsync(DateTimeOffset instant)
    {
        Clock.MoveTo(instant);
        return Runs.TakeAsync();
    }
}
