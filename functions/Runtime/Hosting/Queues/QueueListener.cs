using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Takes the messages of one queue in batches and hands them on, up to batch size plus threshold at once.</summary>
internal sealed class QueueListener(
    EmbeddedFunction function, QueueClient queue, QueueSettings settings, MessageHandler handler, ILogger logger) : ITriggerListener
{
    private const string QueueNotFound = "QueueNotFound";

    /// <summary>The first pause at an empty queue; each further one is twice as long, up to the longest.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Long enough not to flood the log while a store is away.</summary>
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly List<Task> inWork = [];

    public string FunctionName => function.Name;

    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        TimeSpan pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            QueueMessage[]? messages = await ReceiveAsync(aborting);
            inWork.AddRange((messages ?? []).Select(m => handler.HandleAsync(m, aborting)));
            if (messages is { Length: > 0 })
            {
                pause = FirstPause;
                await RoomAsync();
            }
            else
            {
                pause = messages is null ? PauseAfterFault : Shorter(2 * pause, settings.MaxPollingInterval);
                await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(inWork);
    }

    /// <summary>Null when the queue could not be asked; a queue that nobody has created yet is empty.</summary>
    /// <param name="aborting">A mere stop waits for the answer: what a service has handed out unseen stays hidden for its lease.</param>
    private async Task<QueueMessage[]?> ReceiveAsync(CancellationToken aborting)
    {
        try
        {
            Response<QueueMessage[]> response = await queue.ReceiveMessagesAsync(settings.BatchSize, MessageLease.Length, aborting);
            return response.Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueNotFound)
        {
            return [];
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception e)
        {
            Logs.ListenerFailed(logger, function.Name, PauseAfterFault, e);
            return null;
        }
    }

    /// <summary>Waits until few enough messages are in work to take the next batch.</summary>
    private async Task RoomAsync()
    {
        inWork.RemoveAll(t => t.IsCompleted);
        while (inWork.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(inWork);
            inWork.RemoveAll(t => t.IsCompleted);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
