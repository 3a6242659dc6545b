using System.Collections.Concurrent;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Multicasts;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A provider that outlives the processes that call it.</summary>
internal sealed class TestProvider(Channel channel)
{
    private readonly ConcurrentQueue<OutgoingMessage> calls = new();

    public Channel Channel { get; } = channel;

    /// <summary>Null is the provider that cannot tell repeats apart.</summary>
    public TimeSpan? RepeatableFor { get; set; } = TimeSpan.FromHours(23);

    /// <summary>Null is the provider that tells nothing afterwards.</summary>
    public TimeSpan? ToldWithin { get; set; }

    /// <summary>Null is the provider for which later steps wait.</summary>
    public TimeSpan? RetriedFor { get; set; }

    /// <summary>What the next calls throw; the message is not taken.</summary>
    public ConcurrentQueue<Exception> Refusals { get; } = new();

    /// <summary>Called once before the provider takes a message: the moment at which somebody else may be faster.</summary>
    public Func<Task>? BeforeTaking { get; set; }

    /// <summary>Every call that got through.</summary>
    public IReadOnlyList<OutgoingMessage> Calls => [.. calls];

    /// <summary>What reaches people: repeats of one key are told apart.</summary>
    public IReadOnlyList<OutgoingMessage> Messages => [.. calls.DistinctBy(c => c.Key)];

    public async Task<ChannelReceipt> TakeAsync(OutgoingMessage message)
    {
        if (BeforeTaking is { } before)
        {
            BeforeTaking = null;
            await before();
        }

        if (Refusals.TryDequeue(out Exception? refusal))
        {
            throw refusal;
        }

        calls.Enqueue(message);
        return new ChannelReceipt("id-" + message.Key.ToString("N"));
    }
}

/// <summary>The provider as one process sees it.</summary>
internal sealed class TestSender(TestProvider provider, Fuse fuse) : IChannelSender
{
    public Channel Channel => provider.Channel;

    public TimeSpan? RepeatableFor => provider.RepeatableFor;

    public TimeSpan? ToldWithin => provider.ToldWithin;

    public TimeSpan? RetriedFor => provider.RetriedFor;

    public Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => fuse.SpendAsync(() => provider.TakeAsync(message));
}

/// <summary>Calls for many as one process makes them.</summary>
internal sealed class FusedMulticast(IMulticast multicast, Fuse fuse) : IMulticast
{
    public int RecipientsMax => multicast.RecipientsMax;

    public TimeSpan RepeatableFor => multicast.RepeatableFor;

    public Task<ChannelReceipt> SendAsync(MulticastMessage message, CancellationToken cancellationToken) =>
        fuse.SpendAsync(() => multicast.SendAsync(message, cancellationToken));
}

/// <summary>Orchestrations that outlive the processes that start and run them.</summary>
internal sealed class TestOrchestrations
{
    private readonly ConcurrentDictionary<string, NextWait> waits = new(StringComparer.Ordinal);

    /// <summary>Where each started enrollment stands.</summary>
    public IReadOnlyDictionary<string, NextWait> Waits => waits;

    public bool Start(Cursor start) => waits.TryAdd(start.EnrollmentId, NextWait.Until(start, DateTimeOffset.MinValue));

    /// <summary>What waits goes on now.</summary>
    public bool Signal(string enrollmentId)
    {
        if (waits.TryGetValue(enrollmentId, out NextWait? wait) && wait.End is null)
        {
            waits[enrollmentId] = wait with { DueAt = DateTimeOffset.MinValue };
        }

        return true;
    }

    public void Settle(NextWait next) => waits[next.Cursor.EnrollmentId] = next;

    public IReadOnlyList<Cursor> DueAt(DateTimeOffset now) =>
        [.. waits.Values.Where(w => w.DueAt <= now).Select(w => w.Cursor).OrderBy(c => c.EnrollmentId, StringComparer.Ordinal)];

    /// <summary>The durable side as one process sees it.</summary>
    public IOrchestrations Seen(Fuse fuse) => new Process(this, fuse);

    private sealed class Process(TestOrchestrations all, Fuse fuse) : IOrchestrations
    {
        public Task StartAsync(Cursor start, CancellationToken cancellationToken) => fuse.SpendAsync(() => Task.FromResult(all.Start(start)));

        public Task SignalAsync(string enrollmentId, CancellationToken cancellationToken) => fuse.SpendAsync(() => Task.FromResult(all.Signal(enrollmentId)));
    }
}

/// <summary>The queues as one process sees them.</summary>
internal sealed class FusedQueues(IWorkQueues queues, Fuse fuse) : IWorkQueues
{
    public Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancellationToken) => fuse.SpendAsync(async () =>
    {
        await queues.SendAsync(queue, message, delay, cancellationToken);
        return true;
    });
}
