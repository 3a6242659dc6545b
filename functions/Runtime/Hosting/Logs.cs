using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What the host reports; 95xx, apart from the stages of the product.</summary>
internal static partial class Logs
{
    [LoggerMessage(9500, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(9501, LogLevel.Information, "{Count} functions: {Names}")]
    public static partial void Functions(ILogger logger, int count, string names);

    [LoggerMessage(9502, LogLevel.Warning, "Work did not finish within {Drain} of the stop and is canceled")]
    public static partial void DrainOver(ILogger logger, TimeSpan drain);

    [LoggerMessage(9503, LogLevel.Error, "The listener of {Function} failed and starts again in {Pause}")]
    public static partial void ListenerFailed(ILogger logger, string function, TimeSpan pause, Exception exception);

    [LoggerMessage(9510, LogLevel.Error, "HTTP function {Function} failed")]
    public static partial void HttpFunctionFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(9511, LogLevel.Debug, "The caller of {Function} is gone")]
    public static partial void CallerGone(ILogger logger, string function);

    [LoggerMessage(9512, LogLevel.Information, "{Function} answered {Status}: {Reason}")]
    public static partial void RequestRefused(ILogger logger, string function, int status, string reason);

    [LoggerMessage(9520, LogLevel.Error, "Timer function {Function} failed; it runs again when it is next due")]
    public static partial void TimerFunctionFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(9521, LogLevel.Warning, "{Function} failed and is called again in {Pause}")]
    public static partial void FunctionRetried(ILogger logger, string function, TimeSpan pause, Exception exception);

    [LoggerMessage(9530, LogLevel.Warning, "{Function} failed with message {MessageId} at delivery {DequeueCount}")]
    public static partial void MessageFailed(ILogger logger, string function, string messageId, long dequeueCount, Exception exception);

    [LoggerMessage(9531, LogLevel.Error, "Message {MessageId} of {Queue} went to the poison queue after {DequeueCount} deliveries")]
    public static partial void MessagePoisoned(ILogger logger, string messageId, string queue, long dequeueCount);

    [LoggerMessage(9532, LogLevel.Warning, "Message {MessageId} of {Queue} could not be settled and will be delivered again")]
    public static partial void MessageNotSettled(ILogger logger, string messageId, string queue, Exception exception);

    [LoggerMessage(9533, LogLevel.Warning, "The hold on message {MessageId} of {Queue} was lost; it may be delivered twice")]
    public static partial void LeaseLost(ILogger logger, string messageId, string queue, Exception exception);

    [LoggerMessage(9540, LogLevel.Error, "Event function {Function} failed; the delivery will be repeated")]
    public static partial void EventFunctionFailed(ILogger logger, string function, Exception exception);

    [LoggerMessage(9541, LogLevel.Warning, "A delivery of events was refused. Configure the SHA-256 of a key under {Setting} and add 'code=KEY' to the subscription's address")]
    public static partial void EventsRefused(ILogger logger, string setting);

    [LoggerMessage(9542, LogLevel.Warning, "A request to manage this server was refused. Configure the SHA-256 of a key under {Setting} and add 'code=KEY' to the address")]
    public static partial void ManagementRefused(ILogger logger, string setting);

    [LoggerMessage(9544, LogLevel.Error, "The disk does not keep up with what is written to {File}: a write waits for {Delay}. Webhooks are sent away to come again; nothing accepted is lost")]
    public static partial void DiskIsBehind(ILogger logger, string file, TimeSpan delay);

    [LoggerMessage(9543, LogLevel.Warning, "{File} could not be written or removed; commands on the data folder need --url to reach this server")]
    public static partial void MarkNotWritten(ILogger logger, string file, Exception exception);
}
