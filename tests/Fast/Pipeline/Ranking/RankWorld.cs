using System.Globalization;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>All of a shop that ranking needs and that outlives its processes.</summary>
internal sealed class RankWorld : IRankModels
{
    public RankWorld(params RankModel[] models) => Models = [.. models];

    public TestTables Tables { get; } = new();

    public ManualClock ShopClock { get; private set; } = new(Told.Noon);

    /// <summary>Not the same as the shop clock, so that a mix-up shows.</summary>
    public ManualClock SystemClock { get; } = new(Told.Noon.AddDays(100));

    public List<RankModel> Models { get; }

    public ShopSettings Settings { get; init; } = TestShop.Settings;

    public Clocks Clocks => new(ShopClock, SystemClock);

    public DateOnly Today => Settings.Calendar.DateOf(ShopClock.GetUtcNow());

    public Task<IReadOnlyDictionary<string, RankModel>> AllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, RankModel>>(Models.ToDictionary(m => m.Id));

    /// <summary>Sets the shop clock, back as well; processes that are begun afterwards see it.</summary>
    public void SetClock(DateTimeOffset now) => ShopClock = new ManualClock(now);

    public void SetDay(DateOnly day) => SetClock(Settings.Calendar.At(day, new NodaTime.LocalTime(12, 0)));
}

/// <summary>One process: the real use cases over the world's tables.</summary>
internal sealed class RankProcess
{
    private readonly RankWorld world;
    private readonly RecordOrder ledger;
    private readonly CustomerAliases aliases;

    public RankProcess(RankWorld world, Fuse? fuse = null, bool isAlone = true, IEntityTables? tables = null)
    {
        this.world = world;
        tables ??= new FusedTables(world.Tables, fuse ?? Fuse.None);
        ShopSettings shop = world.Settings;
        aliases = new CustomerAliases(tables);
        Customers = new CustomerStore(tables);
        ledger = new RecordOrder(Customers, aliases, new OrderAliases(tables), shop);
        CustomerRoll roll = new(tables, isAlone);
        CustomerFactsReader facts = new(shop);
        Figures = new ShopFiguresLedger(tables, roll, Customers, facts, shop);
        Rank = new RankCustomer(tables, world, facts, Figures, roll, shop, world.Clocks);
        Nightly = new NightlyRanks(tables, world, roll, Figures, shop, world.Clocks);
        LastOrders = new LastOrderIndex(tables, roll, Customers, facts, shop, world.Clocks);
        Repair = new RepairIndexes(tables, Customers, Rank, roll, world.Clocks);
    }

    public CustomerStore Customers { get; }

    public ShopFiguresLedger Figures { get; }

    public RankCustomer Rank { get; }

    public NightlyRanks Nightly { get; }

    public LastOrderIndex LastOrders { get; }

    public RepairIndexes Repair { get; }

    /// <summary>Who was handed over to be looked at again.</summary>
    public List<string> Handed { get; } = [];

    public async Task<string> IdAsync(string account) =>
        (await aliases.ResolveAsync("scripted", Told.Account(account, 1), default))!;

    public async Task<CustomerState> StateAsync(string account) => await Customers.LoadAsync(await IdAsync(account), default);

    /// <summary>Enters an order at noon of the day, or another description of it, and ranks the customer.</summary>
    public Task<RankReview> BuyAsync(string account, string orderId, DateOnly on, long yen, OrderStatus status = OrderStatus.Paid, int version = 1) =>
        EnterAsync(account, orderId, world.Settings.Calendar.At(on, new NodaTime.LocalTime(12, 0)), yen, status, version);

    public async Task<RankReview> EnterAsync(
        string account, string orderId, DateTimeOffset at, long yen, OrderStatus status = OrderStatus.Paid, int version = 1) =>
        await RerankAsync(await EnterOnlyAsync(account, orderId, at, yen, status, version));

    /// <summary>Enters an order without ranking the customer.</summary>
    public async Task<string> EnterOnlyAsync(
        string account, string orderId, DateTimeOffset at, long yen, OrderStatus status = OrderStatus.Paid, int version = 1)
    {
        SourceOrder order = new()
        {
            OrderId = orderId,
            OrderedAt = at,
            UpdatedAt = Told.At(version),
            Currency = Currency.Yen,
            TotalMinor = yen,
            Status = status,
        };
        return (await ledger.OrderAsync("shop-main", "scripted", order, Told.Account(account, 1), default))!;
    }

    /// <summary>Tells of an event, and ranks the customer.</summary>
    public async Task<RankReview> TellAsync(string account, string key, string type, DateTimeOffset at)
    {
        string customerId = (await ledger.CustomerAsync("scripted", Told.Account(account, 1), default))!;
        Entity row = new(customerId, "event:" + key)
        {
            Properties = new Dictionary<string, object>
            {
                ["Key"] = key,
                ["Type"] = type,
                ["At"] = at.ToUniversalTime(),
                ["On"] = world.Settings.Calendar.DateOf(at).ToString("O", CultureInfo.InvariantCulture),
            },
        };
        await Customers.ChangeAsync(customerId, (_, _) => Task.FromResult(new CustomerChange<bool>(true, null, [new EntityChange.Put(row)])), default);
        return await RerankAsync(customerId);
    }

    public async Task<RankReview> RefundAsync(string orderId, string refundId, long yen) =>
        await RerankAsync((await ledger.RefundAsync("shop-main", orderId, new Refund(refundId, yen, Currency.Yen, Told.At(5)), default))!);

    /// <summary>As every change of a customer does.</summary>
    public async Task<RankReview> RerankAsync(string customerId)
    {
        DateTimeOffset now = world.Clocks.Shop.GetUtcNow();
        return await Customers.ChangeAsync(customerId, DecideAsync, default);

        async Task<CustomerChange<RankReview>> DecideAsync(CustomerState state, CancellationToken token)
        {
            RankReview review = await Rank.LookAsync(state, now, token);
            await Rank.IndexAsync(state, review, token);
            return new CustomerChange<RankReview>(review, null, review.Rows(state, now));
        }
    }

    /// <summary>A look that changes nothing.</summary>
    public async Task<RankReview> LookAsync(string account) => await Rank.LookAsync(await StateAsync(account), world.Clocks.Shop.GetUtcNow(), default);

    /// <summary>The daily job of the day.</summary>
    public Task<int> NightAsync(DateOnly? day = null) => Nightly.RunAsync(day ?? world.Today, HandAsync, default);

    public Task<int> MendAsync(params IEnumerable<string> customerIds) => Repair.RunAsync(customerIds, HandAsync, default);

    private Task HandAsync(string customerId, CancellationToken cancellationToken)
    {
        Handed.Add(customerId);
        return RerankAsync(customerId);
    }
}
