namespace FollowUpFlows.Pipeline.Events;

/// <summary>Where events go.</summary>
public interface IEventTopic
{
    /// <summary>Returns when the topic has all of them. May be called again with the same ones.</summary>
    /// <exception cref="EventTopicException">Whether it has any of them is not known.</exception>
    Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken);
}

/// <summary>An event on its way.</summary>
/// <param name="Sequence">Sorts, as text, before the sequence of every later event of the same subject.</param>
public sealed record OutgoingEvent(DomainEvent Event, string Sequence);

/// <summary>Why a topic did not take events.</summary>
public enum TopicFailure
{
    /// <summary>Trying again may help.</summary>
    Temporary,

    /// <summary>Fewer at once may be taken.</summary>
    TooLarge,

    /// <summary>Address, key or role is wrong, or the topic expects another schema: an operator must act. Until then it is tried again.</summary>
    Refused,
}

/// <summary>A topic did not take events.</summary>
/// <param name="detail">The topic's words, without the events and without the key.</param>
/// <param name="retryAfter">The topic's own wish, when it has one.</param>
public sealed class EventTopicException(TopicFailure failure, string detail, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception($"The topic did not take the events ({failure}): {detail}", innerException)
{
    /// <summary>What it means for the events.</summary>
    public TopicFailure Failure { get; } = failure;

    /// <summary>How long the topic wants to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
