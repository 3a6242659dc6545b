using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>How many messages wait in the queues that the application's functions serve, and how many could not be dealt with.</summary>
internal sealed class QueueLengths(FunctionCatalog catalog, SettingText settings, IServiceProvider services)
{
    private const int NotFound = 404;

    public async Task<JsonArray> ReadAsync(CancellationToken cancellationToken)
    {
        JsonArray lengths = [];
        if (services.GetService<QueueServiceClient>() is not { } queues)
        {
            return lengths;
        }

        foreach ((_, QueueTriggerAttribute trigger) in catalog.TriggeredBy<QueueTriggerAttribute>())
        {
            if (settings.TryResolve(trigger.QueueName, out _) is { } name)
            {
                JsonObject length = new() { ["name"] = name, ["waiting"] = await LengthAsync(queues.GetQueueClient(name), cancellationToken) };
                if (!PoisonQueue.Is(name))
                {
                    length["poison"] = await LengthAsync(queues.GetQueueClient(name + PoisonQueue.Suffix), cancellationToken);
                }

                lengths.Add(length);
            }
        }

        return lengths;
    }

    private static async Task<int> LengthAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return 0; // nobody has sent anything yet
        }
    }
}
