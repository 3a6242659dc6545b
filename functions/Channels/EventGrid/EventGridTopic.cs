using Azure;
using Azure.Identity;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using FollowUpFlows.Pipeline.Events;

namespace FollowUpFlows.Channels.EventGrid;

/// <summary>An Azure Event Grid topic that takes CloudEvents 1.0.</summary>
public sealed class EventGridTopic : IEventTopic
{
    /// <summary>Of one attempt. It is not repeated here: the events lie in the store, and the caller knows when to come back.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly EventGridPublisherClient client;
    private readonly string source;

    private EventGridTopic(EventGridPublisherClient client, string source) => (this.client, this.source) = (client, source);

    /// <param name="key">Null: the identity of the process, which needs the role <c>EventGrid Data Sender</c> on the topic.</param>
    /// <param name="source">Of every event.</param>
    public static EventGridTopic Of(Uri endpoint, string? key, string source, TimeSpan? timeout = null)
    {
        EventGridPublisherClientOptions options = new();
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = timeout ?? DefaultTimeout;
        options.Diagnostics.IsLoggingContentEnabled = false;
        return new EventGridTopic(
            key is null
                ? new EventGridPublisherClient(endpoint, new DefaultAzureCredential(), options)
                : new EventGridPublisherClient(endpoint, new AzureKeyCredential(key), options),
            source);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendEventsAsync(events.Select(Message), cancellationToken);
        }
        catch (RequestFailedException e)
        {
            throw Failed(e);
        }
        catch (AuthenticationFailedException e)
        {
            throw new EventTopicException(TopicFailure.Refused, "no identity could be shown: " + e.GetType().Name, innerException: e);
        }
        catch (Exception e) when (IsBrokenOff(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new EventTopicException(TopicFailure.Temporary, "it did not answer in time, or not to the end", innerException: e);
        }
    }

    private CloudEvent Message(OutgoingEvent told)
    {
        CloudEvent message = new(source, told.Event.Type, BinaryData.FromString(told.Event.Data), "application/json", CloudEventDataFormat.Json)
        {
            Id = told.Event.Id,
            Subject = told.Event.Subject,
            Time = told.Event.Time,
        };
        message.ExtensionAttributes["sequence"] = told.Sequence;
        return message;
    }

    /// <summary>The topic's own words stay out of the text: they may quote what was sent.</summary>
    private static EventTopicException Failed(RequestFailedException e)
    {
        TopicFailure failure = e.Status switch
        {
            0 or 408 or 429 or >= 500 => TopicFailure.Temporary,
            413 => TopicFailure.TooLarge,
            _ => TopicFailure.Refused,
        };
        string detail = e.Status == 0 ? "it could not be reached" : $"it answered {e.Status} {e.ErrorCode}".TrimEnd();
        return new EventTopicException(failure, detail, RetryAfter(e.GetRawResponse()), e);
    }

    /// <summary>Seconds, or an instant.</summary>
    private static TimeSpan? RetryAfter(Response? response)
    {
        if (response is null || !response.Headers.TryGetValue("Retry-After", out string? text))
        {
            return null;
        }

        return int.TryParse(text, out int seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out DateTimeOffset at) && at > DateTimeOffset.UtcNow
                ? at - DateTimeOffset.UtcNow
            : null;
    }

    private static bool IsBrokenOff(Exception e) => e is OperationCanceledException or TimeoutException or IOException or HttpRequestException or AggregateException;
}
