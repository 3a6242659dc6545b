using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>All customers of the shop in pages, by nothing but where they are kept.</summary>
/// <remarks>Of each customer on a page a few rows of their partition are read. The roll tells of most who are not wanted without reading
/// them.</remarks>
public sealed class ListCustomers(IEntityTables tables, ShopSettings shop, Clocks clocks)
{
    private const string RankPrefix = "rank:";
    private static readonly string ConsentPrefix = RowKeys.Under("consent");

    /// <summary>A page of those that the filter lets through.</summary>
    public Task<ListPage<ListedCustomer>> RunAsync(CustomerFilter filter, ListRange range, CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        IEnumerable<string> shards = Enumerable.Range(0, KnownCustomers.ShardCount).Select(s => $"{s}");
        return new PartitionWalk(CandidatesAsync).PageAsync(shards, range, ItemAsync, cancellationToken);

        async Task<ListedCustomer?> ItemAsync(Entity candidate, CancellationToken token) =>
            filter.MayAdmit(candidate)
            && await FindAsync(candidate.RowKey, filter.Model, today, token) is { } found
            && filter.Admits(found)
            && (filter.Consent is not { } channel || await AgreesAsync(found.Customer.CustomerId, channel, token))
                ? found
                : null;
    }

    /// <summary>One customer as the list shows them; null when there is none of that id.</summary>
    public Task<ListedCustomer?> FindAsync(string customerId, RankModel model, CancellationToken cancellationToken) =>
        FindAsync(customerId, model, shop.Calendar.DateOf(clocks.Shop.GetUtcNow()), cancellationToken);

    /// <summary>Who a customer is, without rank; null when there is none of that id. Reads one row.</summary>
    public async Task<Customer?> ProfileAsync(string customerId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Customers, customerId, CustomerRows.ProfileKey, cancellationToken) is { } row ? CustomerRows.Customer(row) : null;

    /// <summary>Whether the customer agrees to marketing on the channel now.</summary>
    private async Task<bool> AgreesAsync(string customerId, Channel channel, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Customers, customerId, ConsentPrefix), cancellationToken))
        {
            reader.Take(row);
        }

        return reader.State().Consents.GetValueOrDefault(channel)?.State == ConsentState.Granted;
    }

    /// <summary>Who is on the roll, and those who are known without ever having been ranked.</summary>
    private async Task<IReadOnlyList<Entity>> CandidatesAsync(string shard, string? from, int count, CancellationToken cancellationToken)
    {
        List<Entity> roll = await RowsAsync(RollRows.PartitionOf(int.Parse(shard, System.Globalization.CultureInfo.InvariantCulture)));
        List<Entity> known = await RowsAsync(KnownCustomers.PartitionOf(shard));
        return [.. roll.Concat(known).DistinctBy(r => r.RowKey).OrderBy(r => r.RowKey, StringComparer.Ordinal).Take(count)];

        async Task<List<Entity>> RowsAsync(string partition) =>
            await tables.QueryAllAsync(new EntityQuery(Tables.Indexes, partition, from, null, count), cancellationToken).Take(count).ToListAsync(cancellationToken);
    }

    private async Task<ListedCustomer?> FindAsync(string customerId, RankModel model, DateOnly today, CancellationToken cancellationToken)
    {
        EntityQuery profileToRanks = EntityQuery.Prefix(Tables.Customers, customerId, RankPrefix) with { From = CustomerRows.ProfileKey };
        (Customer? customer, RankPosition? position) = (null, null);
        await foreach (Entity row in tables.QueryAllAsync(profileToRanks, cancellationToken))
        {
            if (row.RowKey == CustomerRows.ProfileKey)
            {
                customer = CustomerRows.Customer(row);
            }
            else if (row.RowKey == RowKeys.Of("rank", model.Id))
            {
                position = RankRows.Position(row);
            }
        }

        return customer is null ? null : new ListedCustomer(customer, position is null ? null : KeptRank.Of(model, position, today));
    }
}

/// <summary>Which customers are wanted.</summary>
/// <param name="Model">Whose ranks are meant and shown.</param>
/// <param name="RankId">The held rank; null for every customer, ranked or not.</param>
public sealed record CustomerFilter(RankModel Model, string? RankId, Half Half)
{
    /// <summary>A tag that they have; null for whatever tags.</summary>
    public string? Tag { get; init; }

    /// <summary>A channel on which they agree to marketing; null whether they do or not.</summary>
    public Channel? Consent { get; init; }

    /// <summary>The earliest day of the last order; null for any, and for none.</summary>
    public DateOnly? LastSince { get; init; }

    /// <summary>The latest day of the last order; null for any, and for none.</summary>
    public DateOnly? LastUntil { get; init; }

    /// <summary>Whether the customer is wanted, but for <see cref="Consent"/>.</summary>
    public bool Admits(ListedCustomer customer) =>
        (Tag is null || customer.Customer.AllTags.Contains(Tag, StringComparer.Ordinal))
        && (LastSince is null || customer.Rank?.Purchases.LastOn >= LastSince)
        && (LastUntil is null || customer.Rank?.Purchases.LastOn <= LastUntil)
        && IsOfRank(customer);

    private bool IsOfRank(ListedCustomer customer) =>
        (RankId is null && Half == Half.Any)
        || (customer.Rank is { } rank && (RankId is null || rank.Held.RankId == RankId) && (Half == Half.Any || rank.IsLapsed == (Half == Half.Lapsed)));

    /// <summary>Whether a row of the roll can be of somebody wanted: a held rank differs from the placement only while a fall is announced,
    /// and its day is then noted.</summary>
    internal bool MayAdmit(Entity row) =>
        RankId is null || row.Text("Placed") is not { } placed || row.Text("DueOn") is not null || placed.Split(';').Contains($"{Model.Id}={RankId}");
}

/// <summary>A customer of the list.</summary>
/// <param name="Rank">Under the model asked for; null when they were never ranked by it.</param>
public sealed record ListedCustomer(Customer Customer, KeptRank? Rank);

/// <summary>A held rank as of a day on which nothing new has happened since it was kept.</summary>
/// <param name="Purchases">As of that day.</param>
/// <param name="IsLapsed">離脱: quiet for the rank's number of days.</param>
/// <param name="LapsesOn">From that day they are, or will be, if nothing is bought; null without orders.</param>
public sealed record KeptRank(string ModelId, HeldRank Held, PurchaseSummary Purchases, bool IsLapsed, DateOnly? LapsesOn)
{
    /// <summary>The rank; null when the model has no such rank any more.</summary>
    /// <param name="today">A look that was kept on a later day, by a clock that ran ahead, stays as it is.</param>
    public static KeptRank? Of(RankModel model, RankPosition position, DateOnly today)
    {
        if (model.PositionOf(position.Held.RankId) is not { } held)
        {
            return null;
        }

        CustomerFacts facts = position.Look.Facts;
        PurchaseSummary purchases = facts.AsOf > today ? facts.Purchases : facts.On(today).Purchases;
        DateOnly? lapsesOn = model.LapsesOn(model.Ranks[held], purchases);
        return new KeptRank(model.Id, position.Held, purchases, lapsesOn <= purchases.AsOf, lapsesOn);
    }
}
