using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;
using ManualClock = FollowUpFlows.Tests.Contract.Hosting.Support.ManualClock;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>What a supervisor is told.</summary>
public sealed class HealthProbesTests
{
    [Fact]
    public async Task RunningServer_LivesAndIsReady_ForEverybody()
    {
        using TemporaryFolder folder = new();
        await using ManagementBed bed = await ManagementBed.StartAsync(ManagementBed.OnDisk(folder.Path));

        Answer live = await bed.AskAsync(HttpMethod.Get, "/healthz/live", null, ("X-Forwarded-For", "203.0.113.7"));
        Answer ready = await bed.AskAsync(HttpMethod.Get, "/healthz/ready", null, ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal((200, "live"), (live.Status, live.Text("status")));
        Assert.Equal((200, "ready"), (ready.Status, ready.Text("status")));
        Assert.Equal(405, (await bed.AskAsync(HttpMethod.Post, "/healthz/ready")).Status);
        Assert.Equal(404, (await bed.AskAsync(HttpMethod.Get, "/healthz/other")).Status);
    }

    [Fact]
    public async Task ServerThatStops_LivesButTakesNoMoreWork()
    {
        Answer[] whileStopping = [];
        ManagementBed? bed = null;
        await using (bed = await ManagementBed.StartAsync(b => b.Services.AddHostedService(_ => new WhileStopping(async () =>
            whileStopping = whileStopping.Length > 0 ? whileStopping : [await bed!.AskAsync(HttpMethod.Get, "/healthz/live"), await bed.AskAsync(HttpMethod.Get, "/healthz/ready")]))))
        {
            Assert.Equal(200, (await bed.AskAsync(HttpMethod.Get, "/healthz/ready")).Status);
            await bed.App.StopAsync();
        }

        Assert.Equal(["live", "stopping"], whileStopping.Select(a => a.Text("status")));
        Assert.Equal([200, 503], whileStopping.Select(a => a.Status));
    }

    [Fact]
    public async Task ServerWithASleepingTimer_IsReady()
    {
        using TemporaryFolder folder = new();
        await using (ManagementBed first = await ManagementBed.StartAsync(ManagementBed.OnDisk(folder.Path)))
        {
            await first.BeginAsync("Sleep", "s");
        }

        await using ManagementBed bed = await ManagementBed.StartAsync(ManagementBed.OnDisk(folder.Path));

        Assert.Equal("ready", (await bed.AskAsync(HttpMethod.Get, "/healthz/ready")).Text("status"));
    }

    [Fact]
    public async Task ServerThatHasYetToFireWhatFellDue_IsCatchingUp()
    {
        using TemporaryFolder folder = new();
        ManualClock clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (ManagementBed first = await ManagementBed.StartAsync(b => Configure(b, folder.Path, clock, Task.CompletedTask)))
        {
            await first.BeginAsync("Sleep", "s");
        }

        ManualClock later = new(clock.GetUtcNow().AddDays(301));
        await using ManagementBed bed = await ManagementBed.StartAsync(b => Configure(b, folder.Path, later, gate.Task));
        Answer before = await bed.AskAsync(HttpMethod.Get, "/healthz/ready");
        gate.SetResult();
        await Eventually.TrueAsync(
            () => bed.AskAsync(HttpMethod.Get, "/healthz/ready").GetAwaiter().GetResult().Status == 200, "the server has caught up");

        Assert.Equal((503, "catching-up"), (before.Status, before.Text("status")));
    }

    /// <summary>Orchestrations go on when the gate opens.</summary>
    private static void Configure(
        Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder builder, string folder, ManualClock clock, Task gate)
    {
        ManagementBed.OnDisk(folder)(builder);
        builder.Services.AddKeyedSingleton<TimeProvider>("shop", clock);
        builder.Services.AddSingleton(new FollowUpFlows.Runtime.Durable.DurableEngineOptions
        {
            Dispatcher = new GatedDispatcher(gate),
        });
    }

    private sealed class GatedDispatcher(Task gate) : FollowUpFlows.Runtime.Durable.Dispatcher
    {
        public override void Run(Func<Task> work) => _ = Task.Run(async () =>
        {
            await gate;
            await work();
        });
    }

    private sealed class WhileStopping(Func<Task> look) : IHostedLifecycleService
    {
        public Task StoppingAsync(CancellationToken cancellationToken) => look();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
