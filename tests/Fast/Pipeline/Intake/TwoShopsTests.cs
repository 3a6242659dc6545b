using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Sources.WooCommerce;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Two shops of one kind, each counting its orders and customers from 1.</summary>
public sealed class TwoShopsTests
{
    private const string Tea = "tea-shop";
    private const string Rice = "rice-shop";
    private const string TeaSecret = "tea-secret";
    private const string OldRiceSecret = "rice-secret-of-last-year";
    private const string RiceSecret = "rice-secret";

    private readonly TestWorld world = new();
    private readonly TestShop shop;

    public TwoShopsTests()
    {
        world.Sources = [new(Tea, new WooCommerceSource(), [TeaSecret]), new(Rice, new WooCommerceSource(), [RiceSecret, OldRiceSecret])];
        shop = new TestShop(world);
    }

    [Fact]
    public async Task Orders_OfOneNumber_AreTwoOrdersOfTwoPeople()
    {
        await TellAsync(Tea, TeaSecret, Order(1, 7, "hanako@example.com", 1_000));
        await TellAsync(Rice, RiceSecret, Order(1, 7, "taro@example.com", 2_000));
        Assert.Equal(("hanako@example.com", 1_000), Bought(await StateAsync(Tea, "7")));
        Assert.Equal(("taro@example.com", 2_000), Bought(await StateAsync(Rice, "7")));

        static (string? Email, long TotalMinor) Bought(CustomerState state) => (state.Customer.Email, Assert.Single(state.Orders).Order.TotalMinor);
    }

    /// <summary>The address is the person's, whichever shop tells of it.</summary>
    [Fact]
    public async Task Orders_WithOneAddress_AreOfOnePerson()
    {
        await TellAsync(Tea, TeaSecret, Order(1, 7, "hanako@example.com", 1_000));
        await TellAsync(Rice, RiceSecret, Order(1, 0, "Hanako@example.com", 2_000));
        Assert.Equal([1_000, 2_000], (await StateAsync(Tea, "7")).Orders.Select(o => o.Order.TotalMinor).Order());
    }

    [Fact]
    public async Task Removal_InOneShop_LeavesTheOrderOfTheOther()
    {
        await TellAsync(Tea, TeaSecret, Order(1, 7, "hanako@example.com", 1_000));
        await TellAsync(Rice, RiceSecret, Order(1, 7, "taro@example.com", 2_000));
        await TellAsync(Rice, RiceSecret, """{"id":1}""", "order.deleted");
        Assert.Equal(OrderStatus.Paid, Assert.Single((await StateAsync(Tea, "7")).Orders).Order.Status);
        Assert.Equal(OrderStatus.Cancelled, Assert.Single((await StateAsync(Rice, "7")).Orders).Order.Status);
    }

    [Fact]
    public async Task OneBody_OfBothShops_IsTwoMessages()
    {
        string body = Order(1, 0, "hanako@example.com", 1_000);
        Acceptance.Accepted tea = Accepted(await AcceptAsync(Tea, TeaSecret, body));
        Acceptance.Accepted rice = Accepted(await AcceptAsync(Rice, RiceSecret, body));
        Assert.True(tea.IsNew && rice.IsNew);
        Assert.NotEqual(tea.Id, rice.Id);
        Assert.False(Accepted(await AcceptAsync(Rice, OldRiceSecret, body)).IsNew);
    }

    [Theory]
    [InlineData(Tea, TeaSecret, true)]
    [InlineData(Tea, RiceSecret, false)]
    [InlineData(Tea, OldRiceSecret, false)]
    [InlineData(Rice, RiceSecret, true)]
    [InlineData(Rice, OldRiceSecret, true)] // while it is changed
    [InlineData(Rice, TeaSecret, false)]
    public async Task Secret_OfOneShop_ProvesNothingInTheOther(string sourceId, string secret, bool isAccepted) =>
        Assert.Equal(isAccepted, await AcceptAsync(sourceId, secret, Order(1, 7, "hanako@example.com", 1_000)) is Acceptance.Accepted);

    [Fact]
    public async Task Greeting_IsAnsweredAndNothingIsKept()
    {
        Assert.Equal(new Acceptance.Greeted(), await shop.Accept.RunAsync(Tea, Webhooks.Request("webhook_id=1"), default));
        Assert.Equal(new Acceptance.UnknownSource(), await shop.Accept.RunAsync("bread-shop", Webhooks.Request("webhook_id=1"), default));
        Assert.Empty(await shop.Inbox.SourcesAsync(default));
    }

    [Fact]
    public async Task Purchases_InBothShops_AreEachFollowedUpOnce()
    {
        await shop.PublishAsync(JourneyFiles.OneMail);
        foreach (string each in new[] { "order.created", "order.updated", "order.updated" })
        {
            await TellAsync(Tea, TeaSecret, Order(1, 7, "hanako@example.com", 1_000), each);
            await TellAsync(Rice, RiceSecret, Order(1, 7, "taro@example.com", 2_000), each);
        }

        await shop.RunAsync();
        Assert.Equal(2, world.Email.Messages.Count);
    }

    private static string Order(int id, int customerId, string email, int total) => Webhooks.Fixture("woocommerce-order")
        .With("id", $"{id}").With("customer_id", $"{customerId}").With("billing.email", $"\"{email}\"").With("total", $"\"{total}\"")
        .With("refunds", "[]").With("date_created_gmt", $"\"{Told.At(-5):yyyy-MM-ddTHH:mm:ss}\"").With("date_modified_gmt", $"\"{Told.At(-4):yyyy-MM-ddTHH:mm:ss}\"");

    private static Acceptance.Accepted Accepted(Acceptance acceptance) => Assert.IsType<Acceptance.Accepted>(acceptance);

    private Task<Acceptance> AcceptAsync(string sourceId, string secret, string body, string topic = "order.created") => shop.Accept.RunAsync(
        sourceId,
        Webhooks.Request(
            body, ("X-WC-Webhook-Topic", topic), ("X-WC-Webhook-Signature", Webhooks.Signature(Encoding.UTF8.GetBytes(secret), body)), ("X-WC-Webhook-Delivery-ID", "one-second")),
        default);

    private async Task TellAsync(string sourceId, string secret, string body, string topic = "order.created") => Assert.Equal(
        InboxState.Processed, await shop.Process.RunAsync(Accepted(await AcceptAsync(sourceId, secret, body, topic)).Id, shop.Orchestrations, default));

    private async Task<CustomerState> StateAsync(string sourceId, string customerId) => await shop.Customers.LoadAsync(
        (await shop.Aliases.LookUpAsync($"woocommerce:{sourceId}", new() { ExternalId = customerId, UpdatedAt = Told.Noon }, default))!, default);
}
