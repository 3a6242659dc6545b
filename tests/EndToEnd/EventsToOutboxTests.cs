using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The whole way of purchases that Event Grid tells, in both schemas.</summary>
[Collection(RunningShopTests.Name)]
public sealed class EventsToOutboxTests(RunningShop shop)
{
    private const string Batch = "application/cloudevents-batch+json";

    [Fact]
    public async Task GridEvents_OfPaidOrders_SendTheThankYous()
    {
        ShopOrder[] orders = [RunningShop.NewOrder(), RunningShop.NewOrder()];
        await DeliveredAsync(orders.Select(o => Grid("e-" + o.Id, o)));
        foreach (ShopOrder order in orders)
        {
            AssertThankYou(order, Assert.Single(await shop.Server.MailsToAsync(order.Email)));
        }
    }

    [Fact]
    public async Task CloudEvents_OfPaidOrders_SendTheThankYous()
    {
        ShopOrder[] orders = [RunningShop.NewOrder(), RunningShop.NewOrder()];
        await DeliveredAsync(orders.Select(o => Cloud("e-" + o.Id, o)), Batch);
        foreach (ShopOrder order in orders)
        {
            AssertThankYou(order, Assert.Single(await shop.Server.MailsToAsync(order.Email)));
        }
    }

    [Fact]
    public async Task SameEventAgain_InEitherSchema_SendsNothingMore()
    {
        ShopOrder order = RunningShop.NewOrder();
        for (int delivery = 0; delivery < 2; delivery++)
        {
            await DeliveredAsync([Cloud("e-" + order.Id, order), Cloud("e-" + order.Id, order)], Batch);
            await DeliveredAsync([Grid("e-" + order.Id, order)]);
            await shop.Server.MailsToAsync(order.Email);
        }

        await shop.SettleAsync();
        Assert.Single(await shop.Server.MailsToAsync(order.Email));
    }

    [Fact]
    public async Task BadEventAmongGoodOnes_WaitsForAPerson_AndHoldsNobodyUp()
    {
        ShopOrder good = RunningShop.NewOrder();
        ShopOrder bad = RunningShop.NewOrder();
        JsonObject broken = Cloud("e-" + bad.Id, bad);
        broken["data"]!["order"]!.AsObject().Remove("total");
        JsonObject elsewhere = Cloud("else-" + bad.Id, bad);
        elsewhere["source"] = "/topics/of-nobody";
        await DeliveredAsync([broken, Cloud("e-" + good.Id, good), elsewhere], Batch);

        AssertThankYou(good, Assert.Single(await shop.Server.MailsToAsync(good.Email)));
        string[] reasons = await shop.Server.UntilAsync("two events in review", async () =>
        {
            using JsonDocument review = JsonDocument.Parse(await shop.Server.Http.GetStringAsync("/api/review?limit=200"));
            string[] found =
            [
                .. review.RootElement.GetProperty("items").EnumerateArray()
                    .Where(i => i.GetProperty("id").GetString()!.Split(':')[0] is ShopFolder.EventSource or "unrouted-events")
                    .Select(i => i.GetProperty("reason").GetString()!),
            ];
            return found.Length >= 2 ? found : null;
        });
        Assert.Contains(reasons, r => r.StartsWith("$.data.order.total: expected an amount in JPY", StringComparison.Ordinal));
        Assert.Contains(reasons, r => r.StartsWith("no source takes events of this topic", StringComparison.Ordinal));
        Assert.DoesNotContain(await shop.Server.MailsAsync(), m => m.To == bad.Email);
    }

    [Fact]
    public async Task Webhook_ForASourceOfEvents_IsUnauthorized()
    {
        ShopOrder order = RunningShop.NewOrder();
        using HttpResponseMessage response = await shop.SendAsync(Webhook.Post(ShopFolder.EventSource, Cloud("e-" + order.Id, order).ToJsonString()));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static JsonObject Cloud(string id, ShopOrder order) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = id,
        ["source"] = ShopFolder.EventTopic,
        ["type"] = "order.paid",
        ["time"] = order.OrderedAt.AddSeconds(5),
        ["data"] = DataOf(order),
    };

    private static JsonObject Grid(string id, ShopOrder order) => new()
    {
        ["id"] = id,
        ["topic"] = ShopFolder.EventTopic,
        ["subject"] = "orders/" + order.Id,
        ["eventType"] = "order.paid",
        ["eventTime"] = order.OrderedAt.AddSeconds(5),
        ["data"] = DataOf(order),
        ["dataVersion"] = "1",
        ["metadataVersion"] = "1",
    };

    private static JsonNode DataOf(ShopOrder order) => JsonNode.Parse(order.ToStandard("order.paid"))!["data"]!.DeepClone();

    private static void AssertThankYou(ShopOrder order, OutboxMail mail)
    {
        Assert.StartsWith("thank-you:", mail.EnrollmentId, StringComparison.Ordinal);
        Assert.Contains($"{order.FamilyName} {order.GivenName}", mail.Text, StringComparison.Ordinal);
        Assert.Contains(order.Id, mail.Text, StringComparison.Ordinal);
    }

    /// <summary>As Event Grid delivers, which names Event Grid's own schema in a header, and CloudEvents by their content type.</summary>
    private async Task DeliveredAsync(IEnumerable<JsonObject> events, string contentType = "application/json")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/runtime/webhooks/eventgrid?functionName=ReceiveEvents");
        request.Content = new StringContent(new JsonArray([.. events]).ToJsonString(), Encoding.UTF8, contentType);
        if (contentType != Batch)
        {
            request.Headers.Add("aeg-event-type", "Notification");
        }

        using HttpResponseMessage response = await shop.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
