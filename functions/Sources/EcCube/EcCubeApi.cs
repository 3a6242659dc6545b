using System.Globalization;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Api;

namespace FollowUpFlows.Sources.EcCube;

/// <summary>The Web API plugin's GraphQL: one thing by its id, and what was changed lately, page by page.</summary>
internal sealed class EcCubeApi(OAuthTokens tokens, string access) : IShopFetch, IShopPoll
{
    private const int PageSize = 50;

    private const string OrderFields =
        "id order_no name01 name02 kana01 kana02 email phone_number postal_code subtotal discount payment_total currency_code create_date update_date"
        + " order_date payment_date Customer { id } OrderStatus { id }"
        + " OrderItems { product_name product_code price quantity tax OrderItemType { id } TaxDisplayType { id } }";

    private const string CustomerFields =
        "id name01 name02 kana01 kana02 email phone_number postal_code birth create_date update_date Status { id }";

    /// <summary>Those who left, too.</summary>
    private const string AllCustomers = ", customer_status: [\"1\", \"2\", \"3\"]";

    /// <inheritdoc/>
    public TimeSpan? LookBack => null;

    public async Task<byte[]?> FetchAsync(ShopThing thing, CancellationToken cancellationToken)
    {
        string query = $"query ($id: ID!) {{ {thing.Entity}(id: $id) {{ {FieldsOf(thing.Entity)} }} }}";
        ShopAnswer answer = await tokens.SendAsync(() => GraphQl.Ask("api", query, new { id = thing.Id }), cancellationToken);
        return GraphQl.Field(answer, thing.Entity, access) is { } found ? BytesOf(found) : null;
    }

    /// <param name="page">The entity and the number: <c>order 1</c>. First all orders, then all customers.</param>
    public async Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        string[] place = (page ?? $"{EcCubeSource.Order} 1").Split(' ');
        (string entity, int number) = (place[0], int.Parse(place[1], CultureInfo.InvariantCulture));
        string field = entity + "s";
        string query = $"query ($from: DateTime, $page: Int) {{ {field}(update_datetime_start: $from, page: $page, limit: {PageSize}"
            + $"{(entity == EcCubeSource.Customer ? AllCustomers : "")}) {{ nodes {{ {FieldsOf(entity)} }} totalCount pageInfo {{ hasNextPage }} }} }}";
        string since = from.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
        ShopAnswer answer = await tokens.SendAsync(() => GraphQl.Ask("api", query, new { from = since, page = number }), cancellationToken);
        JsonElement found = GraphQl.Field(answer, field, access) ?? throw Unexpected(field);
        return PolledJson.Read(() => new PollPage(
            [.. found.GetProperty("nodes").EnumerateArray().Select(n => Polled(entity, n))],
            found.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? Place(entity, number + 1) : After(entity))
        {
            Total = (entity, found.GetProperty("totalCount").GetInt32()),
        });
    }

    private static PolledThing Polled(string entity, JsonElement node) => new(
        new ShopThing(entity, PolledJson.IdOf(node, "id")), Instants.Parse(node.GetProperty("update_date").GetString()!), BytesOf(node));

    private static string FieldsOf(string entity) => entity == EcCubeSource.Order ? OrderFields : CustomerFields;

    private static string Place(string entity, int number) => string.Create(CultureInfo.InvariantCulture, $"{entity} {number}");

    private static string? After(string entity) => entity == EcCubeSource.Order ? Place(EcCubeSource.Customer, 1) : null;

    private static byte[] BytesOf(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());

    private static ShopApiException Unexpected(string field) => new(ShopApiFailure.Rejected, $"the shop's API gives no '{field}'");
}
