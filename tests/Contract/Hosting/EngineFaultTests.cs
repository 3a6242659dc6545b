using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>An engine that cannot go on must not hide behind a server that still answers.</summary>
public sealed class EngineFaultTests
{
    [Fact]
    public async Task Host_WhoseEngineCannotGoOn_Ends()
    {
        using TemporaryFolder folder = new();
        await using HostedApp app = await HostedApp.StartAsync(
            builder =>
            {
                builder.Configuration["Runtime:InMemory"] = "false";
                builder.Configuration["Storage:Directory"] = folder.Path;
            },
            typeof(Waiting));
        IHostApplicationLifetime lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        DurableEngine engine = app.Services.GetRequiredService<DurableEngine>();
        DurableTaskClient client = app.Services.GetRequiredService<DurableTaskClient>();
        string id = await client.ScheduleNewOrchestrationInstanceAsync("WaitWhenTold");
        await client.WaitForInstanceStartAsync(id);
        Assert.Null(engine.Fault);
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);

        await app.Services.GetRequiredService<RuntimeFile>().File.WriteAsync(s => s.Execute("DROP TABLE timers"));
        await client.RaiseEventAsync(id, "Go");  // the episode that follows cannot be written any more

        await Eventually.TrueAsync(() => lifetime.ApplicationStopping.IsCancellationRequested, "the host stops");
        Assert.NotNull(engine.Fault);
    }

    internal sealed class Waiting
    {
        [Function("WaitWhenTold")]
        public static async Task WaitWhenTold([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.WaitForExternalEvent<string?>("Go");
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        }
    }
}
