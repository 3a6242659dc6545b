using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads what happened in the shop up to a day, for back-tests. Reads every customer.</summary>
public sealed class ReadPast(AllCustomers all, CustomerStore customers, ConsentLog consents, ShopSettings shop)
{
    /// <summary>A back-test keeps everything in memory; with more than so many orders it is not begun.</summary>
    public const int OrdersMax = 300_000;

    private const int PageSize = 500;

    /// <summary>Reads it.</summary>
    /// <param name="asItWas">Whether consents hold from their own time on; else those of today hold on all days.</param>
    /// <returns>Null when there are more orders than can be tried.</returns>
    public async Task<ShopPast?> UntilAsync(DateOnly last, bool asItWas, CancellationToken cancellationToken)
    {
        List<PastOrder> orders = [];
        List<PastCustomer> known = [];
        List<FileEvent> events = [];
        CustomerPlace? place = null;
        do
        {
            CustomerPage page = await all.PageAsync(place, PageSize, cancellationToken);
            foreach (string id in page.CustomerIds)
            {
                CustomerState state = await customers.LoadAsync(id, cancellationToken);
                if (state.Profile is null || state.Customer.IsForgotten)
                {
                    continue;
                }

                SourceCustomer told = Told(state);
                known.AddRange(await KnownAsync(state, told, asItWas, cancellationToken));
                foreach (LedgerOrder order in state.Orders.Where(o => o.Order.OrderedOn <= last))
                {
                    orders.Add(new PastOrder(order.SourceId, Told(order, told, orders.Count + 1)));
                }

                events.AddRange(state.Events.Where(e => e.On <= last).Select(e => new FileEvent(0, told, new SourceEvent(e.Type, e.At, e.Value) { EventId = e.Key, On = e.On })));
                if (orders.Count > OrdersMax)
                {
                    return null;
                }
            }

            place = page.End;
        }
        while (place is not null);
        return new ShopPast(orders, known, events);
    }

    /// <summary>Somebody of whom nobody knows when they registered is there with the first thing that they did.</summary>
    private async Task<IReadOnlyList<PastCustomer>> KnownAsync(CustomerState state, SourceCustomer told, bool asItWas, CancellationToken cancellationToken)
    {
        DateTimeOffset? first = told.RegisteredAt ?? state.Orders.Select(o => o.Order.OrderedAt).Concat(state.Events.Select(e => e.At)).Min(at => (DateTimeOffset?)at);
        if (!asItWas)
        {
            return [new PastCustomer(first, new FileCustomer(0, state.CustomerId, told))];
        }

        Consent[] stated = [.. (await consents.OfAsync(state.CustomerId, cancellationToken)).Select(c => c.Consent).Where(c => c.Topic is null).OrderBy(c => c.At)];
        PastCustomer begins = new(first, new FileCustomer(0, state.CustomerId, told with { Consents = [.. stated.Where(c => c.At <= (first ?? c.At))] }));
        return
        [
            begins,
            .. stated.Where(c => c.At > first).Select((c, i) => new PastCustomer(c.At, new FileCustomer(0, $"{state.CustomerId} {i}", told with { Consents = [c] }))),
        ];
    }

    private static SourceCustomer Told(CustomerState state) => new()
    {
        ExternalId = state.CustomerId,
        Email = state.Customer.Email is null ? null : $"{state.CustomerId}@customer.invalid",
        LineUserId = state.Customer.LineUserId is null ? null : "U" + PublishedFile.HashOf(state.CustomerId)[..32],
        Birthday = state.Customer.Birthday,
        RegisteredAt = state.Customer.RegisteredAt,
        Tags = state.Customer.AllTags,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Consents = [.. state.Consents.Values],
    };

    private FileOrder Told(LedgerOrder order, SourceCustomer buyer, int line) => new(line, OpaqueId.Of(26, order.SourceId, order.Order.OrderId), new SourceOrder
    {
        OrderId = order.Order.OrderId,
        OrderedAt = order.Order.OrderedAt,
        UpdatedAt = order.Order.OrderedAt,
        Currency = shop.Currency,
        TotalMinor = order.Order.TotalMinor,
        SubtotalMinor = order.Order.SubtotalMinor,
        DiscountMinor = order.Order.DiscountMinor,
        CostMinor = order.Order.CostMinor,
        Status = order.Order.Status,
        IsTest = order.Order.IsTest,
        Lines = order.Order.Lines,
        Refunds = order.Refunds,
    }, buyer);
}
