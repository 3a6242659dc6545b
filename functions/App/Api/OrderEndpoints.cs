using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>What customers have bought.</summary>
internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/customers/{id}/orders", ListAsync)
        .WithTags("customers")
        .Is("listOrders", "Every order of a customer, the latest first", "As it stands after every correction; those that do not count are there, too, with the reason.")
        .TakesPages(CustomerEndpoints.Id)
        .MayMiss();

    private static async Task<Results<Ok<Page<OrderItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, CustomerStore customers, ShopSettings shop, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (await customers.FindAsync(query.Text(CustomerEndpoints.Id)!, cancellationToken) is not { } state)
        {
            return Problems.NotFound(CustomerEndpoints.NobodyDetail);
        }

        ListPage<LedgerOrder> page = wanted.Range.Of(state.Orders, o => $"{RowKeys.LatestFirst(o.Order.OrderedAt)}/{o.SourceId}/{o.Order.OrderId}");
        return TypedResults.Ok(wanted.Of<OrderItem>([.. page.Items.Select(o => OrderItem.Of(o, shop.Orders))], page.Next));
    }
}

/// <summary>An order.</summary>
/// <param name="SourceId">The configured source that it came from.</param>
/// <param name="OrderId">The source's own id.</param>
/// <param name="Number">Its place among the customer's counting orders, from 1; null while it has never counted.</param>
/// <param name="OrderedAt">When it was placed.</param>
/// <param name="OrderedOn">The shop's day of it.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Total">What was charged, refunds not taken off.</param>
/// <param name="Refunded">What went back.</param>
/// <param name="Discount">What the shop gave away on it.</param>
/// <param name="NotCounted">Why it does not count; null when it does.</param>
/// <param name="Lines">The goods; empty when the source does not list them.</param>
internal sealed record OrderItem(
    string SourceId, string OrderId, int? Number, DateTimeOffset OrderedAt, DateOnly OrderedOn, OrderStatus Status, ApiMoney Total, ApiMoney Refunded, ApiMoney Discount, OrderExclusion? NotCounted,
    IReadOnlyList<OrderGoods> Lines)
{
    public static OrderItem Of(LedgerOrder known, OrderRules rules)
    {
        Order o = known.Order;
        return new OrderItem(
            known.SourceId, o.OrderId, known.Number, o.OrderedAt, o.OrderedOn, o.Status,
            ApiMoney.Of(o.TotalMinor, o.Currency), ApiMoney.Of(o.RefundedMinor, o.Currency), ApiMoney.Of(o.DiscountMinor, o.Currency), rules.Exclusion(o),
            [.. o.Lines.Select(l => new OrderGoods(l.Sku, l.Name, l.Quantity, l.PriceMinor is { } price ? ApiMoney.Of(price, o.Currency) : null))]);
    }
}

/// <summary>A line of an order.</summary>
/// <param name="Sku">Null when the source does not say; so are name and price.</param>
/// <param name="Name">As the shop calls it.</param>
/// <param name="Quantity">At least 1.</param>
/// <param name="Price">Of one piece.</param>
internal sealed record OrderGoods(string? Sku, string? Name, int Quantity, ApiMoney? Price);
