using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Topics of WooCommerce: removals, customers, those without use, and false ones, because nobody signs them.</summary>
public sealed class WooCommerceTopicTests
{
    private static readonly string Order = Fixture("woocommerce-order");
    private static readonly string Customer = Fixture("woocommerce-customer");

    [Fact]
    public void Deleted_TakesTheOrderAway() => Assert.Equal(
        new ShopEvent.OrderRemoved("727", ReceivedAt), ReadWooCommerce("order.deleted", """{"id":727}""").Only<ShopEvent.OrderRemoved>());

    [Fact]
    public void Restored_HoldsAgainstItsRemovalHoweverOldTheOrder()
    {
        Assert.Equal(ReceivedAt, Restored(Order));
        Assert.Equal(Utc("2026-12-01T00:00:00Z"), Restored(Order.With("date_modified_gmt", "\"2026-12-01T00:00:00\"")));

        static DateTimeOffset Restored(string body) => ReadWooCommerce("order.restored", body).Only<ShopEvent.OrderChanged>().Order.UpdatedAt;
    }

    [Theory]
    [InlineData("customer.created")]
    [InlineData("customer.updated")]
    public void Customer_IsWhatTheShopSays(string topic)
    {
        SourceCustomer told = ReadWooCommerce(topic, Customer).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(
            ("26", "hanako@example.com", "090-1234-5678", "佐藤 花子", "100-0005"),
            (told.ExternalId, told.Email, told.Phone, told.Name, told.PostalCode));
        Assert.Equal((Utc("2026-10-01T00:00:00Z"), Utc("2026-11-02T01:00:00Z")), (told.RegisteredAt, told.UpdatedAt));
        Assert.Empty(told.Consents);
    }

    [Fact]
    public void Customer_WithoutNameOrAddressOfTheirOwn_HasThoseOfTheirBills()
    {
        string body = Customer.With("email", "\"\"").With("first_name", "\"\"").With("last_name", "\"\"").With("billing.country", "\"FR\"")
            .With("billing.first_name", "\"Jean\"").With("billing.last_name", "\"Petit\"");
        SourceCustomer told = ReadWooCommerce("customer.updated", body).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(("hanako.work@example.com", "Jean Petit"), (told.Email, told.Name));
    }

    [Theory]
    [InlineData("customer.deleted", "customer.deleted removes an account of the shop; it is no wish to be forgotten")]
    [InlineData("product.updated", "a topic 'product.updated' is not used")]
    [InlineData("coupon.created", "a topic 'coupon.created' is not used")]
    [InlineData("<b>", "a topic that is no plain word is not used")]
    public void Read_TopicWithoutUse_IsIgnoredWhateverItsBody(string topic, string reason)
    {
        Assert.Equal(reason, ReadWooCommerce(topic, "{}").Ignored());
        Assert.Equal(reason, ReadWooCommerce(topic, "not JSON").Ignored());
    }

    [Fact]
    public void Read_WithoutATopic_IsUnreadable() =>
        Assert.Equal("the header X-WC-Webhook-Topic is missing; without it the body has no meaning", ReadWooCommerce(" ", "{}").Fault());

    /// <summary>A genuine body under a false topic must not be taken for what it is not.</summary>
    [Theory]
    [InlineData("order.deleted", "woocommerce-order")]
    [InlineData("order.deleted", "woocommerce-customer")]
    [InlineData("customer.updated", "woocommerce-order")]
    [InlineData("order.updated", "woocommerce-customer")]
    [InlineData("order.restored", "woocommerce-customer")]
    public void Read_BodyOfAnotherTopic_IsUnreadable(string topic, string fixture) => ReadWooCommerce(topic, Fixture(fixture)).Fault();

    [Fact]
    public void Read_RemovalUnderTheTopicOfOrders_IsUnreadable() =>
        Assert.StartsWith("$.currency: expected ", ReadWooCommerce("order.updated", """{"id":727}""").Fault(), StringComparison.Ordinal);
}
