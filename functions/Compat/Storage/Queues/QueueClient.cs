using System.Runtime.CompilerServices;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues;

/// <summary>One queue. Subclasses say where it lies; a member that they leave out refuses to work.</summary>
/// <remarks>Refusals are <see cref="RequestFailedException"/>s with the status and the error code of the service.</remarks>
public class QueueClient
{
    protected QueueClient()
    {
    }

    public virtual string Name => throw NotOverridden();

    /// <summary>64 KiB: of the text as it is stored, in UTF-8.</summary>
    public virtual int MessageMaxBytes => 65_536;

    /// <returns>Null when the queue was there already.</returns>
    public virtual Task<Response> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default) => throw NotOverridden();

    /// <param name="visibilityTimeout">How long nobody receives it, 0 (default) to 7 days.</param>
    /// <param name="timeToLive">Default 7 days; -1 second: for ever.</param>
    public virtual Task<Response<SendReceipt>> SendMessageAsync(
        string messageText,
        TimeSpan? visibilityTimeout = null,
        TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default) => throw NotOverridden();

    /// <param name="maxMessages">1 (default) to 32.</param>
    /// <param name="visibilityTimeout">How long nobody else receives them, 1 second to 7 days; default 30 seconds.</param>
    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null,
        TimeSpan? visibilityTimeout = null,
        CancellationToken cancellationToken = default) => throw NotOverridden();

    /// <param name="maxMessages">1 (default) to 32.</param>
    public virtual Task<Response<PeekedMessage[]>> PeekMessagesAsync(
        int? maxMessages = null, CancellationToken cancellationToken = default) => throw NotOverridden();

    /// <param name="popReceipt">Of the latest receipt or update of this message; older ones are refused.</param>
    /// <param name="messageText">Null keeps the text.</param>
    /// <param name="visibilityTimeout">From now, 0 to 7 days.</param>
    public virtual Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        string? messageText = null,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default) => throw NotOverridden();

    public virtual Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        throw NotOverridden();

    public virtual Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) => throw NotOverridden();

    public virtual Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default) =>
        throw NotOverridden();

    internal static InvalidOperationException NotOverridden([CallerMemberName] string member = "") =>
        new($"{member} must be overridden: a client made with the protected constructor has no queue of its own.");
}
