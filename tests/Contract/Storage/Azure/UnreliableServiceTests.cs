using System.Diagnostics;
using System.Net;
using Azure;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Azure;
using FollowUpFlows.Storage.Queues;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;
using static FollowUpFlows.Tests.Contract.Storage.Azure.Support.UnreliableService;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>A service that is busy, slow, or breaks off in the middle.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class UnreliableServiceTests : IAsyncLifetime
{
    private const string Table = "rows";
    private const int Retries = 3;

    private static readonly AzureRetries Impatient =
        new(Retries, TimeSpan.FromMilliseconds(1), PauseMax: TimeSpan.FromMilliseconds(5), TryMax: TimeSpan.FromSeconds(20));

    private UnreliableService service = null!;

    private IEntityTables Tables => Connect(Impatient).Tables;

    public async Task InitializeAsync()
    {
        service = await StartAsync(SharedAzurite.Running.NewAccount());
        await Tables.WriteAsync(Table, "p", new EntityChange.Insert(new Entity("p", "there")), CancellationToken.None);
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Throttling_IsWaitedFor_AsLongAsTheServiceAsks(HttpStatusCode status)
    {
        service.Next(Refuse(status, "ServerBusy", retryAfter: "1"));
        Stopwatch waited = Stopwatch.StartNew();
        Assert.NotNull(await ReadAsync(Tables));
        Assert.True(waited.Elapsed >= TimeSpan.FromSeconds(0.9), $"{waited.Elapsed}");
    }

    [Fact]
    public async Task Throttling_ThatDoesNotEnd_IsTemporaryAndSaysHowLongToWait()
    {
        service.Next([.. Enumerable.Repeat(Refuse(HttpStatusCode.ServiceUnavailable, "ServerBusy", retryAfter: "0"), Retries)]);
        service.Next(Refuse(HttpStatusCode.ServiceUnavailable, "ServerBusy", retryAfter: "7"));
        int before = service.Requests;
        StorageException fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(Tables));
        Assert.True(fault.IsTemporary);
        Assert.Equal(TimeSpan.FromSeconds(7), fault.RetryAfter);
        Assert.Contains("table service failed (503 ServerBusy)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Retries + 1, service.Requests - before);
    }

    [Fact]
    public async Task Silence_EndsWithTheTry_AndTheNextMayAnswer()
    {
        AzureRetries quick = Impatient with { TryMax = TimeSpan.FromSeconds(2) };
        service.Next(Silence);
        Assert.NotNull(await ReadAsync(Connect(quick).Tables));

        service.Next(Silence, Silence);
        StorageException fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(Connect(quick with { RetriesMax = 1 }).Tables));
        Assert.True(fault.IsTemporary);
        Assert.Contains("did not answer in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThere_IsATemporaryFault()
    {
        IEntityTables tables = Tables;
        await service.DisposeAsync();
        StorageException fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(tables));
        Assert.True(fault.IsTemporary);
        Assert.Contains("table service gave no answer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WhileTheServiceIsSilent_IsNoFaultOfTheStore()
    {
        using CancellationTokenSource cancellation = new();
        service.Next((_, _) => cancellation.CancelAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tables.ReadAsync(Table, "p", "there", cancellation.Token));
    }

    [Fact]
    public async Task HalfAnAnswer_IsAskedForAgain()
    {
        service.Next(HalfAnswer, LoseAnswer);
        int before = service.Requests;
        Assert.NotNull(await ReadAsync(Tables));
        Assert.Equal(3, service.Requests - before);
        service.Next(HalfAnswer);
        Assert.Single((await Tables.QueryAsync(new EntityQuery(Table, "p"), CancellationToken.None)).Entities);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"odata.metadata\":")]
    [InlineData("<html>a proxy's own page</html>")]
    public async Task AnAnswerThatIsNone_IsATemporaryFault(string body)
    {
        service.Next(Refuse(HttpStatusCode.OK, body: body), Refuse(HttpStatusCode.OK, body: body));
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => ReadAsync(Tables))).IsTemporary);
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => Tables.QueryAsync(new EntityQuery(Table, "p"), CancellationToken.None))).IsTemporary);
        service.Next(Refuse(HttpStatusCode.Accepted, body: body));
        EntityChange change = new EntityChange.Put(new Entity("p", "there"));
        Assert.True((await Assert.ThrowsAsync<StorageException>(() => Tables.WriteAsync(Table, "p", change, CancellationToken.None))).IsTemporary);
    }

    [Theory]
    [InlineData("AuthorizationPermissionMismatch", "Storage Table Data Contributor", "Storage Queue Data Contributor")]
    [InlineData("KeyBasedAuthenticationNotPermitted", "set Storage:AccountName", "set Storage:AccountName")]
    [InlineData("AuthenticationFailed", "Storage:ConnectionString", "Storage:ConnectionString")]
    public async Task Refusal_OfTheAccount_SaysWhichRoleOrSetting(string code, string ofTables, string ofQueues)
    {
        service.Next(Refuse(HttpStatusCode.Forbidden, code), Refuse(HttpStatusCode.Forbidden, code));
        StorageException tables = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(Tables));
        StorageException queues = await Assert.ThrowsAsync<StorageException>(
            () => new WorkQueues(Connect(Impatient).Queues).SendAsync("work", "a", TimeSpan.Zero, CancellationToken.None));
        Assert.Contains(ofTables, tables.Message, StringComparison.Ordinal);
        Assert.Contains(ofQueues, queues.Message, StringComparison.Ordinal);
        Assert.False(tables.IsTemporary || queues.IsTemporary);
        Assert.DoesNotContain(AzuriteAccount.Key, $"{tables}{queues}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhoseAnswerWasLost_ArrivesAtLeastOnce()
    {
        AzureStorage storage = Connect(Impatient);
        service.Next(Through, Through, LoseAnswer); // refused, makes the queue, sends
        await new WorkQueues(storage.Queues).SendAsync("work", "a", TimeSpan.Zero, CancellationToken.None);
        Response<global::Azure.Storage.Queues.Models.PeekedMessage[]> messages = await storage.Queues.GetQueueClient("work").PeekMessagesAsync(32);
        Assert.All(messages.Value, m => Assert.Equal("a", m.MessageText));
        Assert.Equal(2, messages.Value.Length);
    }

    private static Task<Entity?> ReadAsync(IEntityTables tables) => tables.ReadAsync(Table, "p", "there", CancellationToken.None);

    private AzureStorage Connect(AzureRetries retries) => AzureStorage.Connect(AzureAccount.OfConnectionString(service.ConnectionString), retries);
}
