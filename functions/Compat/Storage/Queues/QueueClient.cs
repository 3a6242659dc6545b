using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Storage.Queues.Models;
using FollowUpFlows.Compat.Storage;
using FollowUpFlows.Compat.Storage.Queues;

namespace Azure.Storage.Queues;

/// <summary>One queue. Subclasses may say that it lies elsewhere; a member that they leave out refuses to work.</summary>
/// <remarks>Refusals are <see cref="RequestFailedException"/>s with the status and the error code of the service.</remarks>
public class QueueClient
{
    private readonly QueueEndpoint? queue;
    private readonly string name = "";

    protected QueueClient()
    {
    }

    public QueueClient(string connectionString, string queueName)
        : this(QueueEndpoint.Of(connectionString, options: null).QueueOf(queueName), queueName)
    {
    }

    public QueueClient(string connectionString, string queueName, QueueClientOptions options)
        : this(QueueEndpoint.Of(connectionString, options).QueueOf(queueName), queueName)
    {
    }

    public QueueClient(Uri queueUri, StorageSharedKeyCredential credential, QueueClientOptions? options = null)
        : this(QueueEndpoint.Of(queueUri, options, credential.Policy(), credential.AccountName), queueUri.Segments[^1])
    {
    }

    public QueueClient(Uri queueUri, TokenCredential credential, QueueClientOptions? options = null)
        : this(QueueEndpoint.Of(queueUri, options, StoragePipeline.Bearer(credential)), queueUri.Segments[^1])
    {
    }

    internal QueueClient(QueueEndpoint queue, string queueName)
    {
        this.queue = queue;
        name = queueName;
    }

    public virtual Uri Uri => Queue().Uri;

    public virtual string AccountName => Queue().AccountName;

    public virtual string Name => Queue() is not null ? name : "";

    /// <summary>64 KiB: of the text as it is stored, in UTF-8.</summary>
    public virtual int MessageMaxBytes => 65_536;

    /// <returns>Null when the queue was there already.</returns>
    public virtual async Task<Response> CreateIfNotExistsAsync(
        IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        if (metadata is { Count: > 0 })
        {
            throw new NotSupportedException("The embedded build makes queues without metadata.");
        }

        try
        {
            Response response = await Queue().SendAsync(RequestMethod.Put, "", text: null, cancellationToken).ConfigureAwait(false);
            return response.Status == 204 ? null! : response;
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == "QueueAlreadyExists")
        {
            return null!; // with other metadata
        }
    }

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        Queue().SendAsync(RequestMethod.Delete, "", text: null, cancellationToken);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText) => SendMessageAsync(messageText, null, null, default);

    public virtual Task<Response<SendReceipt>> SendMessageAsync(string messageText, CancellationToken cancellationToken = default) =>
        SendMessageAsync(messageText, null, null, cancellationToken);

    /// <param name="visibilityTimeout">How long nobody receives it, 0 (default) to 7 days.</param>
    /// <param name="timeToLive">Default 7 days; -1 second: for ever.</param>
    public virtual async Task<Response<SendReceipt>> SendMessageAsync(
        string messageText,
        TimeSpan? visibilityTimeout = null,
        TimeSpan? timeToLive = null,
        CancellationToken cancellationToken = default)
    {
        string path = "/messages" + Query(("visibilitytimeout", Seconds(visibilityTimeout)), ("messagettl", Seconds(timeToLive)));
        Response response = await Queue().SendAsync(RequestMethod.Post, path, messageText, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.Receipt(response), response);
    }

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync() => ReceiveMessagesAsync(null, null, default);

    public virtual Task<Response<QueueMessage[]>> ReceiveMessagesAsync(CancellationToken cancellationToken = default) =>
        ReceiveMessagesAsync(null, null, cancellationToken);

    /// <param name="maxMessages">1 (default) to 32.</param>
    /// <param name="visibilityTimeout">How long nobody else receives them, 1 second to 7 days; default 30 seconds.</param>
    public virtual async Task<Response<QueueMessage[]>> ReceiveMessagesAsync(
        int? maxMessages = null,
        TimeSpan? visibilityTimeout = null,
        CancellationToken cancellationToken = default)
    {
        string path = "/messages" + Query(("numofmessages", Text(maxMessages)), ("visibilitytimeout", Seconds(visibilityTimeout)));
        Response response = await Queue().SendAsync(RequestMethod.Get, path, text: null, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.Messages(response, Queue().Encoding), response);
    }

    /// <param name="maxMessages">1 (default) to 32.</param>
    public virtual async Task<Response<PeekedMessage[]>> PeekMessagesAsync(
        int? maxMessages = null, CancellationToken cancellationToken = default)
    {
        string path = "/messages" + Query(("peekonly", "true"), ("numofmessages", Text(maxMessages)));
        Response response = await Queue().SendAsync(RequestMethod.Get, path, text: null, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.Peeked(response, Queue().Encoding), response);
    }

    /// <param name="popReceipt">Of the latest receipt or update of this message; older ones are refused.</param>
    /// <param name="messageText">Null keeps the text.</param>
    /// <param name="visibilityTimeout">From now, 0 to 7 days.</param>
    public virtual async Task<Response<UpdateReceipt>> UpdateMessageAsync(
        string messageId,
        string popReceipt,
        string? messageText = null,
        TimeSpan visibilityTimeout = default,
        CancellationToken cancellationToken = default)
    {
        string path = Message(messageId) + Query(("popreceipt", popReceipt), ("visibilitytimeout", Seconds(visibilityTimeout)));
        Response response = await Queue().SendAsync(RequestMethod.Put, path, messageText, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.Update(response), response);
    }

    public virtual Task<Response> DeleteMessageAsync(string messageId, string popReceipt, CancellationToken cancellationToken = default) =>
        Queue().SendAsync(RequestMethod.Delete, Message(messageId) + Query(("popreceipt", popReceipt)), text: null, cancellationToken);

    public virtual Task<Response> ClearMessagesAsync(CancellationToken cancellationToken = default) =>
        Queue().SendAsync(RequestMethod.Delete, "/messages", text: null, cancellationToken);

    public virtual async Task<Response<QueueProperties>> GetPropertiesAsync(CancellationToken cancellationToken = default)
    {
        Response response = await Queue().SendAsync(RequestMethod.Get, "?comp=metadata", text: null, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(QueueXml.Properties(response), response);
    }

    internal static InvalidOperationException NotOverridden([CallerMemberName] string member = "") =>
        new($"{member} must be overridden: a client made with the protected constructor has no queue of its own.");

    private static string Message(string messageId) => $"/messages/{Uri.EscapeDataString(messageId)}";

    /// <summary>The service counts whole seconds.</summary>
    private static string? Seconds(TimeSpan? time) => Text((int?)time?.TotalSeconds);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Query(params (string Name, string? Value)[] values)
    {
        string query = string.Join('&', values.Where(v => v.Value is not null).Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private QueueEndpoint Queue([CallerMemberName] string member = "") => queue ?? throw NotOverridden(member);
}
