using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Keeps a message hidden from other receivers for as long as its function runs.</summary>
internal sealed class MessageLease : IDisposable
{
    /// <summary>A message of a process that died comes back after this long, where no store knows that it has died.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RenewEvery = Length / 2;

    private readonly CancellationTokenSource ended = new();
    private readonly QueueClient queue;
    private readonly QueueMessage message;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Task renewing;
    private string receipt;

    /// <param name="clock">The system clock: the queue's.</param>
    public MessageLease(QueueClient queue, QueueMessage message, TimeProvider clock, ILogger logger)
    {
        this.queue = queue;
        this.message = message;
        this.clock = clock;
        this.logger = logger;
        receipt = message.PopReceipt;
        renewing = RenewAsync();
    }

    /// <summary>The receipt with which the message can be settled.</summary>
    public async Task<string> EndAsync()
    {
        await ended.CancelAsync();
        await renewing;
        return receipt;
    }

    public void Dispose() => ended.Dispose();

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, clock, ended.Token);
                Response<UpdateReceipt> update = await queue.UpdateMessageAsync(
                    message.MessageId, receipt, visibilityTimeout: Length, cancellationToken: CancellationToken.None);
                receipt = update.Value.PopReceipt;
            }
        }
        catch (OperationCanceledException)
        {
            // the function has come to its end
        }
        catch (Exception e)
        {
            Logs.LeaseLost(logger, message.MessageId, queue.Name, e);
        }
    }
}
