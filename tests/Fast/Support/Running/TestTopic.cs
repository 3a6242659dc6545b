using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.Events;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A topic that outlives the processes that publish to it.</summary>
internal sealed class TestTopic : IEventTopic
{
    private readonly ConcurrentQueue<OutgoingEvent> taken = new();

    /// <summary>What the next calls throw; nothing is taken then.</summary>
    public ConcurrentQueue<Exception> Refusals { get; } = new();

    /// <summary>Throws at every call while it is set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>Most events of one call.</summary>
    public int EventsMax { get; set; } = int.MaxValue;

    /// <summary>Ends the process after its next call was taken, before the answer.</summary>
    public Exception? AnswerLost { get; set; }

    /// <summary>Every event that was taken, repeats included.</summary>
    public IReadOnlyList<OutgoingEvent> Taken => [.. taken];

    /// <summary>Each event once, by its id, in the order of the first time.</summary>
    public IReadOnlyList<DomainEvent> Events => [.. taken.Select(t => t.Event).DistinctBy(e => e.Id)];

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Calls++;
        if (Outage is { } outage)
        {
            throw outage;
        }

        if (Refusals.TryDequeue(out Exception? refusal))
        {
            throw refusal;
        }

        if (events.Count > EventsMax)
        {
            throw new EventTopicException(TopicFailure.TooLarge, "too many");
        }

        foreach (OutgoingEvent told in events)
        {
            taken.Enqueue(told);
        }

        if (AnswerLost is { } lost)
        {
            AnswerLost = null;
            throw lost;
        }

        return Task.CompletedTask;
    }
}
