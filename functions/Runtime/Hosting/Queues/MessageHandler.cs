using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Runs a function with one message and settles it then: deletes it, releases it, or moves it to the poison queue.</summary>
/// <param name="poison">Null for a queue that is itself one of poison.</param>
internal sealed class MessageHandler(
    EmbeddedFunction function,
    QueueClient queue,
    PoisonQueue? poison,
    QueueSettings settings,
    FunctionInvoker invoker,
    TimeProvider clock,
    ILogger logger)
{
    /// <summary>What failed on a queue of poison comes back then: made visible at once it would go round and round.</summary>
    private static readonly TimeSpan PoisonPause = TimeSpan.FromMinutes(10);

    /// <summary>Never throws: what cannot be settled is delivered again.</summary>
    public async Task HandleAsync(QueueMessage message, CancellationToken aborting)
    {
        await Task.Yield(); // a function that does not wait must not hold up the others of its batch
        using MessageLease lease = new(queue, message, clock, logger);
        try
        {
            // Delivered before by a process that ended in the middle, time and again: the message may be what ends it.
            bool isSpent = message.DequeueCount > settings.MaxDequeueCount && poison is not null;
            bool isDone = !isSpent && await RunAsync(message, aborting);
            string receipt = await lease.EndAsync();
            if (isDone)
            {
                await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
            }
            else
            {
                await GiveBackAsync(message, receipt, aborting.IsCancellationRequested);
            }
        }
        catch (Exception e)
        {
            Logs.MessageNotSettled(logger, message.MessageId, queue.Name, e);
        }
    }

    private async Task<bool> RunAsync(QueueMessage message, CancellationToken aborting)
    {
        try
        {
            await invoker.InvokeAsync(function, new TriggerEvent(message, BindingData(message)), aborting);
            return true;
        }
        catch (Exception e)
        {
            Logs.MessageFailed(logger, function.Name, message.MessageId, message.DequeueCount, e);
            return false;
        }
    }

    private async Task GiveBackAsync(QueueMessage message, string receipt, bool isAborted)
    {
        if (isAborted)
        {
            // Visible at once, for the next start.
            await queue.UpdateMessageAsync(message.MessageId, receipt, cancellationToken: CancellationToken.None);
        }
        else if (poison is null)
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: PoisonPause, cancellationToken: CancellationToken.None);
        }
        else if (message.DequeueCount >= settings.MaxDequeueCount)
        {
            await poison.AddAsync(message);
            await queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
            Logs.MessagePoisoned(logger, message.MessageId, queue.Name, message.DequeueCount);
        }
        else
        {
            await queue.UpdateMessageAsync(
                message.MessageId, receipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: CancellationToken.None);
        }
    }

    private static Dictionary<string, object?> BindingData(QueueMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Id"] = message.MessageId,
        ["DequeueCount"] = message.DequeueCount,
        ["PopReceipt"] = message.PopReceipt,
        ["InsertionTime"] = message.InsertedOn,
        ["ExpirationTime"] = message.ExpiresOn,
        ["NextVisibleTime"] = message.NextVisibleOn,
    };
}
