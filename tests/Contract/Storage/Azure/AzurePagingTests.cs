using System.Globalization;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Azure;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>Ranges of more rows than the service gives at once, and a service that gives fewer than it could.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzurePagingTests : IAsyncLifetime
{
    private const string Table = "rows";

    private UnreliableService service = null!;
    private IEntityTables tables = null!;

    public async Task InitializeAsync()
    {
        service = await UnreliableService.StartAsync(SharedAzurite.Running.NewAccount());
        tables = AzureStorage.Connect(AzureAccount.OfConnectionString(service.ConnectionString)).Tables;
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Theory]
    [InlineData(1000, new[] { 1000, 3 })]
    [InlineData(999, new[] { 999, 4 })]
    public async Task Query_OfMoreRowsThanThePageOfTheService_GivesEachOnce(int limit, int[] sizes)
    {
        string[] keys = [.. Enumerable.Range(0, 1003).Select(i => string.Create(CultureInfo.InvariantCulture, $"r{i:D4}"))];
        foreach (string[] batch in keys.Chunk(100))
        {
            await tables.WriteAsync(Table, "p", [.. batch.Select(k => new EntityChange.Insert(new Entity("p", k)))], CancellationToken.None);
        }

        List<EntityPage> pages = [];
        string? from = null;
        do
        {
            pages.Add(await tables.QueryAsync(new EntityQuery(Table, "p", from, Limit: limit), CancellationToken.None));
            from = pages[^1].Next;
        }
        while (from is not null);
        Assert.Equal(keys, pages.SelectMany(p => p.Entities).Select(e => e.RowKey));
        Assert.Equal(sizes, pages.Select(p => p.Entities.Count));
    }

    [Fact]
    public async Task Query_WhenTheServiceGivesEmptyPages_GoesOnWhereItSays()
    {
        List<string?> asked = [];
        service.Next(
            Page(asked, "", next: "1!4!cA--"), Page(asked, "{\"odata.etag\":\"W/\\\"x\\\"\",\"PartitionKey\":\"p\",\"RowKey\":\"a\"}", next: "1!4!cQ--"), Page(asked, "", next: null));
        EntityPage page = await tables.QueryAsync(new EntityQuery(Table, "p", Limit: 5), CancellationToken.None);
        Assert.Equal(["a"], page.Entities.Select(e => e.RowKey));
        Assert.Null(page.Next);
        Assert.Equal([null, "1!4!cA--", "1!4!cQ--"], asked);
    }

    private static UnreliableService.Behavior Page(List<string?> asked, string rows, string? next) => (context, _) =>
    {
        asked.Add(context.Request.Query["NextPartitionKey"]);
        context.Response.Headers["x-ms-continuation-NextPartitionKey"] = next;
        return context.Response.WriteAsync($"{{\"value\":[{rows}]}}");
    };
}
