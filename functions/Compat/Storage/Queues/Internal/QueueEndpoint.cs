using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Queues;

namespace FollowUpFlows.Compat.Storage.Queues;

/// <summary>The queue service of an account, or one of its queues, and how to ask it.</summary>
internal sealed class QueueEndpoint
{
    private const int DevelopmentPort = 10_001;

    private readonly HttpPipeline pipeline;

    private QueueEndpoint(Uri uri, string accountName, QueueMessageEncoding encoding, HttpPipeline pipeline)
    {
        Uri = uri;
        AccountName = accountName;
        Encoding = encoding;
        this.pipeline = pipeline;
    }

    public Uri Uri { get; }

    public string AccountName { get; }

    public QueueMessageEncoding Encoding { get; }

    public static QueueEndpoint Of(Uri uri, QueueClientOptions? options, HttpPipelinePolicy? authorization, string? accountName = null)
    {
        options ??= new QueueClientOptions();
        HttpPipeline pipeline = StoragePipeline.Build(options, StoragePipeline.VersionText(options.Version), authorization);
        return new QueueEndpoint(uri, accountName ?? StorageAccount.NameOf(uri), options.MessageEncoding, pipeline);
    }

    public static QueueEndpoint Of(string connectionString, QueueClientOptions? options)
    {
        StorageAccount account = StorageAccount.Parse(connectionString);
        HttpPipelinePolicy authorization = account.Signature is { } signature
            ? new SignaturePolicy(new AzureSasCredential(signature))
            : new StorageSharedKeyCredential(account.Name!, account.Key!).Policy();
        return Of(account.Endpoint("Queue", DevelopmentPort), options, authorization, account.Name);
    }

    public QueueEndpoint QueueOf(string name) =>
        new(new Uri($"{Uri.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(name)}"), AccountName, Encoding, pipeline);

    /// <param name="path">Below the queue, with a query if any.</param>
    /// <param name="text">Of a message; null for none.</param>
    /// <param name="alsoFine">Statuses that are no fault, besides those below 300.</param>
    /// <exception cref="RequestFailedException">Any other answer, or none.</exception>
    public async Task<Response> SendAsync(
        RequestMethod method, string path, string? text, CancellationToken cancellationToken, params int[] alsoFine)
    {
        Request request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri(Uri.AbsoluteUri + path));
        request.Headers.SetValue("Accept", "application/xml");
        if (text is not null)
        {
            request.Headers.SetValue("Content-Type", "application/xml");
            request.Content = RequestContent.Create(QueueXml.Write(MessageText.Encode(text, Encoding)));
        }

        Response response = await pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Status < 300 || alsoFine.Contains(response.Status) ? response : throw ServiceFault.Of(response);
    }
}
