using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Azure;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>Accounts that are opened by identity, and what connection strings say. Nothing here needs the emulator.</summary>
public sealed class IdentityTests
{
    private const string Development = "UseDevelopmentStorage=true";

    [Fact]
    public async Task Identity_SendsATokenOfTheStorageScope()
    {
        using Answering network = new(HttpStatusCode.NotFound);
        using HttpClient http = new(network);
        AzureRetries retries = AzureRetries.Default with { Transport = new HttpClientTransport(http) };
        AzureStorage storage = AzureStorage.Connect(new AzureAccount.Named("shop", "core.windows.net", new Token()), retries);
        Assert.Null(await storage.Tables.ReadAsync("rows", "p", "a", CancellationToken.None));
        await Assert.ThrowsAsync<RequestFailedException>(() => storage.Queues.GetQueueClient("work").ReceiveMessagesAsync());
        Assert.Equal(["https://shop.table.core.windows.net", "https://shop.queue.core.windows.net"], network.Asked.Select(r => r.RequestUri!.GetLeftPart(UriPartial.Authority)));
        Assert.All(network.Asked, r => Assert.Equal("Bearer https://storage.azure.com/.default", r.Headers.Authorization!.ToString()));
        Assert.Equal("2020-12-06", network.Asked[0].Headers.GetValues("x-ms-version").Single());
        Assert.All(network.Asked, r => Assert.EndsWith("GMT", r.Headers.GetValues("x-ms-date").Single(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Identity_ThatIsMissing_SaysWhatToDo()
    {
        AzureStorage storage = AzureStorage.Connect(new AzureAccount.Named("shop", "core.windows.net", new NoToken()));
        StorageException fault = await Assert.ThrowsAsync<StorageException>(() => storage.Tables.ReadAsync("rows", "p", "a", CancellationToken.None));
        Assert.False(fault.IsTemporary);
        Assert.Contains("az login", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:ClientId", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionString_OfDevelopment_IsTheEmulatorsOwnPlace()
    {
        TableServiceClient tables = new(Development);
        Assert.Equal(("devstoreaccount1", new Uri("http://127.0.0.1:10002/devstoreaccount1")), (tables.AccountName, tables.Uri));
        QueueClient queue = new(Development, "work");
        Assert.Equal(("devstoreaccount1", new Uri("http://127.0.0.1:10001/devstoreaccount1/work")), (queue.AccountName, queue.Uri));
    }

    [Theory]
    [InlineData("AccountName=shop;AccountKey=a2V5", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData(
        "DefaultEndpointsProtocol=http;AccountName=shop;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn",
        "http://shop.table.core.chinacloudapi.cn/",
        "http://shop.queue.core.chinacloudapi.cn/")]
    [InlineData("AccountName=shop;AccountKey=a2V5;TableEndpoint=https://t.example/x;QueueEndpoint=https://q.example", "https://t.example/x", "https://q.example/")]
    [InlineData("TableEndpoint=https://t.example;QueueEndpoint=https://q.example;SharedAccessSignature=sv=1&sig=a", "https://t.example/", "https://q.example/")]
    public void ConnectionString_SaysWhereTheServicesAre(string text, string tables, string queues)
    {
        Assert.Equal((tables, queues), (new TableServiceClient(text).Uri.AbsoluteUri, new QueueServiceClient(text).Uri.AbsoluteUri));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=shop")]
    [InlineData("AccountKey=c2VjcmV0")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0!")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;TableEndpoint=somewhere;QueueEndpoint=somewhere")]
    public void ConnectionString_ThatIsNone_IsRefusedWithoutItsSecret(string text)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => AzureStorage.Connect(AzureAccount.OfConnectionString(text)));
        Assert.DoesNotContain("c2VjcmV0", $"{refusal}{AzureAccount.OfConnectionString(text)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task SharedAccessSignature_IsPutBehindEveryQuery_Once()
    {
        using Answering network = new(HttpStatusCode.ServiceUnavailable);
        using HttpClient http = new(network);
        AzureRetries retries = AzureRetries.Default with { Transport = new HttpClientTransport(http), RetriesMax = 1, FirstPause = TimeSpan.FromMilliseconds(1) };
        AzureAccount account = AzureAccount.OfConnectionString("TableEndpoint=https://t.example;QueueEndpoint=https://q.example;SharedAccessSignature=sv=1&sig=a%2B");
        await Assert.ThrowsAsync<StorageException>(
            () => AzureStorage.Connect(account, retries).Tables.QueryAsync(new EntityQuery("rows", "p", Limit: 1), CancellationToken.None));
        Assert.Equal(2, network.Asked.Count);
        Assert.All(network.Asked, r => Assert.Equal("?$filter=PartitionKey%20eq%20%27p%27&$top=2&sv=1&sig=a%2B", r.RequestUri!.Query));
    }

    private sealed class Answering(HttpStatusCode status) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("") });
        }
    }

    /// <summary>A token that tells what it was asked for.</summary>
    private sealed class Token : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(string.Join(' ', requestContext.Scopes), DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class NoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("none");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("none");
    }
}
