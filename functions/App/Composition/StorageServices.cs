using Azure.Storage.Queues;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Storage.Queues;
using FollowUpFlows.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>The ports on the store that the settings name.</summary>
internal static class StorageServices
{
    public static void Add(IServiceCollection services, StorageSettings settings)
    {
        if (settings.Provider == StorageProvider.InMemory)
        {
            services.AddSingleton<IEntityTables, InMemoryEntityTables>();
            services.AddSingleton<QueueServiceClient>(new InMemoryQueueServiceClient(TimeProvider.System));
        }
        else
        {
            services.AddSingleton(_ => SqliteStorage.Open(settings.Directory, TimeProvider.System));
            services.AddSingleton(s => s.GetRequiredService<SqliteStorage>().Tables);
            services.AddSingleton(s => s.GetRequiredService<SqliteStorage>().Queues);
        }

        services.AddSingleton<IWorkQueues, WorkQueues>();
    }
}
