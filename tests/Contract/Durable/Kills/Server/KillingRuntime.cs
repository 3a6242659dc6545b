using Azure.Storage.Queues;
using FollowUpFlows.Compat;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Storage.Sqlite;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Tests.Contract.Durable.Kills.Server;

/// <summary>The embedded runtime with stores that end the process.</summary>
internal sealed class KillingRuntime(KillPlan plan) : IEmbeddedRuntime
{
    public IHost Build(FunctionsApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton<IInstanceStore>(s => new KillingStore(s.GetRequiredService<RuntimeFile>().File, plan))
            .AddSingleton<IEntityTables>(s => new KillingTables(s.GetRequiredService<SqliteStorage>(), plan))
            .AddSingleton<QueueServiceClient>(s => new KillingQueues(s.GetRequiredService<SqliteStorage>().File, plan));
        return new EmbeddedRuntime().Build(builder);
    }
}
