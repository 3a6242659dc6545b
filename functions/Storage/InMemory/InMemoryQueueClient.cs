using FollowUpFlows.Storage.Queues;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>One step at a time on the rows of one queue.</summary>
internal sealed class InMemoryQueueClient(string name, TimeProvider clock, InMemoryMessages messages) : LocalQueueClient(name, clock)
{
    /// <summary>The rules throw before they change anything, so there is nothing to undo.</summary>
    protected override Task<T> WriteAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (messages)
        {
            return Task.FromResult(step(messages));
        }
    }

    protected override Task<T> ReadAsync<T>(Func<IMessageRows, T> step, CancellationToken cancellationToken) =>
        WriteAsync(step, cancellationToken);
}
