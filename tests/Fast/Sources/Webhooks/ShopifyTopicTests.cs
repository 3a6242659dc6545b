using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Topics of Shopify: privacy, those without use, and false ones, because nobody signs them.</summary>
public sealed class ShopifyTopicTests
{
    private static readonly (string Topic, string Fixture)[] Bodies =
    [
        ("orders/create", "shopify-order"),
        ("orders/paid", "shopify-order"),
        ("orders/updated", "shopify-order"),
        ("orders/cancelled", "shopify-order"),
        ("refunds/create", "shopify-refund"),
        ("customers/create", "shopify-customer"),
        ("customers/update", "shopify-customer"),
        ("customers_email_marketing_consent/update", "shopify-consent"),
        ("customers/redact", "shopify-customer-redact"),
        ("customers/data_request", "shopify-data-request"),
        ("shop/redact", "shopify-shop-redact"),
    ];

    public static TheoryData<string, string> TrueTopics => Pairs((topic, fixture) => topic.Fixture == fixture);

    public static TheoryData<string, string> FalseTopics => Pairs((topic, fixture) => topic.Fixture != fixture);

    [Theory]
    [MemberData(nameof(TrueTopics))]
    public void Read_BodyOfItsTopic_IsUnderstood(string topic, string fixture) =>
        Assert.IsType<WebhookReading.Understood>(ReadShopify(topic, Fixture(fixture)));

    [Theory]
    [MemberData(nameof(FalseTopics))]
    public void Read_BodyOfAnotherTopic_IsUnreadable(string topic, string fixture) =>
        Assert.IsType<WebhookReading.Unreadable>(ReadShopify(topic, Fixture(fixture)));

    [Theory]
    [MemberData(nameof(FalseTopics))]
    public void Read_BodyOfAnotherTopicWithoutItsGlobalId_IsUnreadable(string topic, string fixture)
    {
        string body = Fixture(fixture).With("admin_graphql_api_id", "null");
        Assert.IsType<WebhookReading.Unreadable>(ReadShopify(topic, body));
    }

    [Theory]
    [InlineData("orders/create", "shopify-order", "gid://shopify/DraftOrder/1")]
    [InlineData("customers/update", "shopify-customer", "gid://shopify/Product/1")]
    [InlineData("refunds/create", "shopify-refund", "gid://shopify/Return/1")]
    public void Read_ResourceOfAnotherKind_IsUnreadable(string topic, string fixture, string globalId) =>
        Assert.StartsWith(
            "$.admin_graphql_api_id: expected an id of the kind ",
            ReadShopify(topic, Fixture(fixture).With("admin_graphql_api_id", $"\"{globalId}\"")).Fault(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("abandoned_checkout_url")] // a checkout
    [InlineData("invoice_url")] // a draft
    public void Read_WhatIsNoOrderYetUnderTheTopicOfOrders_IsUnreadable(string field) =>
        Assert.Equal(
            $"$.{field}: expected no such field under this topic, found a text",
            ReadShopify("orders/create", Fixture("shopify-order").With(field, "\"https://example.com/\"")).Fault());

    [Theory]
    [InlineData("customers/delete", "customers/delete removes a record in the shop; who asks to be forgotten is told by customers/redact")]
    [InlineData("app/uninstalled", "app/uninstalled asks for nothing; shop/redact follows when data must go")]
    [InlineData("products/update", "a topic 'products/update' is not used")]
    [InlineData("<b>山田</b>", "a topic that is no plain word is not used")]
    public void Read_TopicWithoutUse_IsIgnoredWhateverItsBody(string topic, string reason)
    {
        Assert.Equal(new WebhookReading.Ignored(reason), ReadShopify(topic, "{}"));
        Assert.Equal(new WebhookReading.Ignored(reason), ReadShopify(topic, "not JSON"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Read_WithoutATopic_IsUnreadable(string topic) =>
        Assert.Equal("the header X-Shopify-Topic is missing; without it the body has no meaning", ReadShopify(topic, "{}").Fault());

    [Fact]
    public void CustomerRedact_ErasesTheCustomerAndNamesTheOrders()
    {
        ShopEvent.CustomerErased erased = ReadShopify("customers/redact", Fixture("shopify-customer-redact"))
            .Only<ShopEvent.CustomerErased>();
        Assert.Equal(
            ("115310627314723954", "hanako@example.com", "+819011112222", ReceivedAt),
            (erased.Customer.ExternalId, erased.Customer.Email, erased.Customer.Phone, erased.Customer.UpdatedAt));
        Assert.Equal(["820982911946154508", "820982911946154509"], erased.OrderIds);
    }

    [Fact]
    public void CustomerRedact_OnlyAnEmailAddress_IsEnough()
    {
        string body = Fixture("shopify-customer-redact").With("customer", """{"email":"a@example.com"}""").With("orders_to_redact", "[]");
        ShopEvent.CustomerErased erased = ReadShopify("customers/redact", body).Only<ShopEvent.CustomerErased>();
        Assert.Equal((null, "a@example.com"), (erased.Customer.ExternalId, erased.Customer.Email));
        Assert.Empty(erased.OrderIds);
    }

    [Fact]
    public void DataRequest_AsksForTheCustomer()
    {
        ShopEvent.DataRequested asked = ReadShopify("customers/data_request", Fixture("shopify-data-request"))
            .Only<ShopEvent.DataRequested>();
        Assert.Equal(("115310627314723954", "820982911946154508"), (asked.Customer.ExternalId, Assert.Single(asked.OrderIds)));
    }

    [Fact]
    public void ShopRedact_ErasesTheShop() =>
        Assert.Equal(
            new ShopEvent.ShopErased("cha.myshopify.com"),
            ReadShopify("shop/redact", Fixture("shopify-shop-redact"), ("X-Shopify-Shop-Domain", "CHA.myshopify.com"))
                .Only<ShopEvent.ShopErased>());

    [Theory]
    [InlineData("customers/redact", "shopify-customer-redact", "X-Shopify-Shop-Domain")]
    [InlineData("customers/data_request", "shopify-data-request", "X-Shopify-Shop-Domain")]
    [InlineData("shop/redact", "shopify-shop-redact", "Shopify-Shop-Domain")]
    public void Privacy_OfAnotherShopThanTheHeaders_IsUnreadable(string topic, string fixture, string header) =>
        Assert.Equal(
            "$.shop_domain: expected the shop that the headers name, found another one",
            ReadShopify(topic, Fixture(fixture), (header, "other.myshopify.com")).Fault());

    [Theory]
    [InlineData("customers/redact", "shopify-customer-redact", "orders_to_redact", "$.orders_to_redact: expected a list of ids, found nothing")]
    [InlineData("customers/data_request", "shopify-data-request", "orders_requested", "$.orders_requested: expected a list of ids, found nothing")]
    [InlineData("customers/redact", "shopify-customer-redact", "shop_domain", "$.shop_domain: expected a text, found nothing")]
    [InlineData("customers/redact", "shopify-customer-redact", "customer", "$.customer: expected an object, found nothing")]
    [InlineData("shop/redact", "shopify-shop-redact", "shop_id", "$.shop_id: expected an id of at most 200 characters, found nothing")]
    public void Privacy_WithoutWhatOnlyItsBodyHas_IsUnreadable(string topic, string fixture, string field, string reason) =>
        Assert.Equal(reason, ReadShopify(topic, Fixture(fixture).With(field, null)).Fault());

    [Fact]
    public void Privacy_OfNobody_IsUnreadable() =>
        Assert.Equal(
            "$.customer.id: expected an id, or an e-mail address in 'email', found nothing",
            ReadShopify("customers/redact", Fixture("shopify-customer-redact").With("customer", """{"phone":"+81"}""")).Fault());

    private static TheoryData<string, string> Pairs(Func<(string Topic, string Fixture), string, bool> isWanted)
    {
        TheoryData<string, string> pairs = [];
        foreach ((string Topic, string Fixture) topic in Bodies)
        {
            foreach (string fixture in Bodies.Select(b => b.Fixture).Distinct().Where(f => isWanted(topic, f)))
            {
                pairs.Add(topic.Topic, fixture);
            }
        }

        return pairs;
    }
}
