using Azure.Storage.Queues;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Azure;
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
        switch (settings.Provider)
        {
            case StorageProvider.InMemory:
                services.AddSingleton<IEntityTables, InMemoryEntityTables>();
                services.AddSingleton<QueueServiceClient>(new InMemoryQueueServiceClient(TimeProvider.System));
                break;
            case StorageProvider.Azure:
                services.AddSingleton(_ => AzureStorage.Connect(settings.Account!));
                services.AddSingleton(s => s.GetRequiredService<AzureStorage>().Tables);
                services.AddSingleton(s => s.GetRequiredService<AzureStorage>().Queues);
                break;
            default:
                services.AddSingleton(_ => SqliteStorage.Open(settings.Directory, TimeProvider.System));
                services.AddSingleton(s => s.GetRequiredService<SqliteStorage>().Tables);
                services.AddSingleton(s => s.GetRequiredService<SqliteStorage>().Queues);
                services.AddSingleton(s => s.GetRequiredService<SqliteStorage>().OpenFile);
                break;
        }

        services.AddSingleton(settings);
        services.AddSingleton<IWorkQueues, WorkQueues>();
    }
}
