using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.InMemory;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Sources;

/// <summary>Tokens that are worth one exchange: none may be lost, and none shown.</summary>
public sealed class TokenExchangeTests
{
    private static readonly ShopThing Thirteen = new("order", "13");

    private readonly ManualClock clock = new(Told.Noon);

    [Fact]
    public async Task Token_IsExchangedOnceAndUsedUntilItEnds()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        IShopFetch fetch = Connect(shop, new InMemoryEntityTables());
        await fetch.FetchAsync(Thirteen, default);
        await fetch.FetchAsync(Thirteen, default);
        clock.Advance(TimeSpan.FromMinutes(58) - TimeSpan.FromTicks(1));
        await fetch.FetchAsync(Thirteen, default);
        Assert.Equal("refresh-1", shop.Refresh);
        clock.Advance(TimeSpan.FromTicks(1));
        await fetch.FetchAsync(Thirteen, default);
        Assert.Equal("refresh-2", shop.Refresh);
    }

    [Fact]
    public async Task Token_ThatTheShopTakesBack_IsExchangedOnce()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        IShopFetch fetch = Connect(shop, new InMemoryEntityTables());
        await fetch.FetchAsync(Thirteen, default);
        shop.Access = "another";
        await fetch.FetchAsync(Thirteen, default);
        Assert.Equal("refresh-2", shop.Refresh);
    }

    [Fact]
    public async Task Token_OfAProcessThatEnded_IsGoneOnWith()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        InMemoryEntityTables store = new();
        await Connect(shop, store).FetchAsync(Thirteen, default);
        clock.Advance(TimeSpan.FromDays(1));
        await Connect(shop, store).FetchAsync(Thirteen, default);
        Assert.Equal("refresh-2", shop.Refresh);
    }

    [Fact]
    public async Task Token_InTheStore_CannotBeReadWithoutTheSettings()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        TestTables store = new();
        await Connect(shop, store).FetchAsync(Thirteen, default);
        EntityPage rows = await store.QueryAsync(new EntityQuery(Tables.Pulls, "token"), default);
        string kept = Convert.ToHexString(Assert.Single(rows.Entities).Bytes("Sealed")!);
        Assert.DoesNotContain(Convert.ToHexString("refresh-1"u8), kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("access-1"u8), kept, StringComparison.Ordinal);
    }

    /// <summary>The secret was changed, with which the app must be authorized anew anyhow; the first token holds again.</summary>
    [Fact]
    public async Task Token_SealedUnderAnotherSecret_IsNotUsed()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        InMemoryEntityTables store = new();
        await Connect(shop, store).FetchAsync(Thirteen, default);
        ShopApi other = Tokens.Connect(shop.Api.Address, new ShopTokens(store), clock, secret: "another-secret");
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => other.Fetch!.FetchAsync(Thirteen, default));
        Assert.Equal(ShopApiFailure.Unauthorized, e.Failure);
        Assert.DoesNotContain("another-secret", e.ToString(), StringComparison.Ordinal);
        Assert.Contains("refresh_token=refresh-0", shop.Api.Calls.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatAnOperatorSetsAnew_HoldsOverTheKeptOne()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        InMemoryEntityTables store = new();
        await Connect(shop, store).FetchAsync(Thirteen, default);
        (shop.Refresh, shop.Access) = ("refresh-new", null);
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => Connect(shop, store).FetchAsync(Thirteen, default));
        Assert.Contains("Sources:cube:Api: authorize the app in the shop again", e.Message, StringComparison.Ordinal);
        await Tokens.Connect(shop.Api.Address, new ShopTokens(store), clock, refreshToken: "refresh-new").Fetch!.FetchAsync(Thirteen, default);
        Assert.Equal("refresh-2", shop.Refresh);
    }

    [Fact]
    public async Task Callers_WhoComeTogether_ShareOneExchange()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        IShopFetch fetch = Connect(shop, new InMemoryEntityTables());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fetch.FetchAsync(Thirteen, default)));
        Assert.Equal("refresh-1", shop.Refresh);
    }

    [Fact]
    public async Task Exchange_ByAnotherProcessAtTheSameTime_IsWaitedFor()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        InMemoryEntityTables tables = new();
        ShopTokens store = new(tables);
        await store.WriteAsync("cube", new KeptToken(null, clock.GetUtcNow() + TimeSpan.FromSeconds(30), null), default);
        IShopFetch fetch = Connect(shop, tables);
        ShopApiException e = await Assert.ThrowsAsync<ShopApiException>(() => fetch.FetchAsync(Thirteen, default));
        Assert.Equal((ShopApiFailure.Temporary, TimeSpan.FromSeconds(5)), (e.Failure, e.RetryAfter));
        Assert.Empty(shop.Api.Calls);
        clock.Advance(TimeSpan.FromSeconds(30));  // it must have ended by now
        await fetch.FetchAsync(Thirteen, default);
    }

    [Fact]
    public async Task Exchange_ThatFails_LeavesTheTokenForTheNextOne()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        IShopFetch fetch = Connect(shop, new InMemoryEntityTables());
        shop.Api.Faults.Enqueue(ApiFault.Unavailable);
        Assert.Equal(ShopApiFailure.Temporary, (await Assert.ThrowsAsync<ShopApiException>(() => fetch.FetchAsync(Thirteen, default))).Failure);
        await fetch.FetchAsync(Thirteen, default);
        Assert.Equal("refresh-1", shop.Refresh);
    }

    /// <summary>The store fails at the worst moment: the old token is worth nothing any more, the new one is nowhere but here.</summary>
    [Fact]
    public async Task Exchange_ThatCannotBeKeptAtOnce_IsKeptLater()
    {
        await using FakeEcCube shop = await FakeEcCube.StartAsync();
        InMemoryEntityTables store = new();
        DownTables tables = new(store, () => shop.Refresh == "refresh-1");
        IShopFetch fetch = Connect(shop, tables);
        await Assert.ThrowsAsync<StorageException>(() => fetch.FetchAsync(Thirteen, default));
        Assert.Equal("refresh-1", shop.Refresh);

        tables.IsMended = true;
        await fetch.FetchAsync(Thirteen, default);
        clock.Advance(TimeSpan.FromDays(1));
        await Connect(shop, store).FetchAsync(Thirteen, default);
        Assert.Equal("refresh-2", shop.Refresh);
    }

    private IShopFetch Connect(FakeEcCube shop, IEntityTables store) => Tokens.Connect(shop.Api.Address, new ShopTokens(store), clock).Fetch!;

    /// <summary>A store that takes nothing while something holds.</summary>
    private sealed class DownTables(IEntityTables tables, Func<bool> isDown) : IEntityTables
    {
        public bool IsMended { get; set; }

        public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
            tables.ReadAsync(table, partitionKey, rowKey, cancellationToken);

        public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => tables.QueryAsync(query, cancellationToken);

        public Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) =>
            isDown() && !IsMended ? throw new StorageException("The store is down.", isTemporary: true) : tables.WriteAsync(table, partitionKey, changes, cancellationToken);
    }
}
