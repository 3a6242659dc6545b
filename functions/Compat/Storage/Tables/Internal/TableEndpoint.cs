using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>The table service of an account, and how to ask it.</summary>
internal sealed class TableEndpoint
{
    private const int DevelopmentPort = 10_002;
    private const string JsonFormat = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline pipeline;

    public TableEndpoint(Uri uri, TableClientOptions? options, HttpPipelinePolicy? authorization, string? accountName = null)
    {
        options ??= new TableClientOptions();
        Uri = uri;
        AccountName = accountName ?? StorageAccount.NameOf(uri);
        pipeline = StoragePipeline.Build(options, options.VersionText, authorization);
    }

    public Uri Uri { get; }

    public string AccountName { get; }

    public static TableEndpoint Of(string connectionString, TableClientOptions? options)
    {
        StorageAccount account = StorageAccount.Parse(connectionString);
        HttpPipelinePolicy authorization = account.Signature is { } signature
            ? new SignaturePolicy(new AzureSasCredential(signature))
            : new TableSharedKeyCredential(account.Name!, account.Key!).Policy();
        return new TableEndpoint(account.Endpoint("Table", DevelopmentPort), options, authorization, account.Name);
    }

    /// <param name="path">Below the account, escaped, with a query if any.</param>
    public Request Request(RequestMethod method, string path)
    {
        Request request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri($"{Uri.AbsoluteUri.TrimEnd('/')}/{path}"));
        request.Headers.SetValue("Accept", JsonFormat);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        return request;
    }

    public Task<Response> SendAsync(EntityOperation operation, CancellationToken cancellationToken, params int[] alsoFine)
    {
        Request request = Request(operation.Method, operation.Path);
        request.Headers.SetValue("Prefer", "return-no-content");
        if (operation.IfMatch is { } condition)
        {
            request.Headers.SetValue("If-Match", condition);
        }

        if (!operation.Body.IsEmpty)
        {
            request.Headers.SetValue("Content-Type", "application/json");
            request.Content = RequestContent.Create(operation.Body);
        }

        return SendAsync(request, cancellationToken, alsoFine);
    }

    /// <param name="alsoFine">Statuses that are no fault, besides those below 300.</param>
    /// <exception cref="RequestFailedException">Any other answer, or none.</exception>
    public async Task<Response> SendAsync(Request request, CancellationToken cancellationToken, params int[] alsoFine)
    {
        Response response = await pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Status < 300 || alsoFine.Contains(response.Status) ? response : throw ServiceFault.Of(response);
    }
}
