using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Storage.InMemory;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Queues in memory, queue functions, and a look at both; host.json by key and value.</summary>
internal sealed class QueueBed(TimeProvider clock)
{
    public QueueBed()
        : this(TimeProvider.System)
    {
    }

    public QueueServiceClient Service { get; } = new InMemoryQueueServiceClient(clock);

    public Deliveries Deliveries { get; } = new();

    public Task<HostedApp> StartAsync(Type functions, params (string Key, string Value)[] queueSettings) =>
        StartAsync(functions, _ => { }, queueSettings);

    public Task<HostedApp> StartAsync(Type functions, Action<FunctionsApplicationBuilder> configure, params (string Key, string Value)[] queueSettings) =>
        HostedApp.StartAsync(
            builder =>
            {
                foreach ((string key, string value) in queueSettings)
                {
                    builder.SetHostJson($"extensions:queues:{key}", value);
                }

                builder.Configuration["Part"] = "late";
                builder.Services.AddSingleton(Service).AddSingleton(Deliveries);
                builder.Services.AddKeyedSingleton("system", clock);
                configure(builder);
            },
            functions);

    public async Task SendAsync(string queue, params string[] messages)
    {
        QueueClient client = Service.GetQueueClient(queue);
        await client.CreateIfNotExistsAsync();
        foreach (string message in messages)
        {
            await client.SendMessageAsync(message);
        }
    }

    /// <summary>Messages of a queue, hidden ones too.</summary>
    public int Count(string queue)
    {
        QueueClient client = Service.GetQueueClient(queue);
        client.CreateIfNotExistsAsync().GetAwaiter().GetResult();
        return client.GetPropertiesAsync().GetAwaiter().GetResult().Value.ApproximateMessagesCount;
    }

    public async Task<string[]> VisibleAsync(string queue)
    {
        PeekedMessage[] messages = (await Service.GetQueueClient(queue).PeekMessagesAsync(maxMessages: 32)).Value;
        return [.. messages.Select(m => m.MessageText)];
    }

    public Task EmptyAsync(string queue) => Eventually.TrueAsync(() => Count(queue) == 0, $"the queue {queue} is empty");
}
