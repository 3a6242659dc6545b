using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Customers of Shopify, on their own and in their orders.</summary>
public sealed class ShopifyCustomerTests
{
    private static readonly string Body = Fixture("shopify-customer");
    private static readonly string Order = Fixture("shopify-order");

    [Theory]
    [InlineData("customers/create")]
    [InlineData("customers/update")]
    public void Read_Customer_IsWhatTheBodySays(string topic)
    {
        SourceCustomer customer = ReadShopify(topic, Body).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(
            ("115310627314723954", "hanako@example.com", "+819011112222", "佐藤 花子"),
            (customer.ExternalId, customer.Email, customer.Phone, customer.Name));
        Assert.Equal(Utc("2026-11-01T23:30:00Z"), customer.UpdatedAt);
        Assert.Equal(
            [new Consent(Channel.Email, ConsentState.Granted, Utc("2026-10-05T03:00:00Z"), "shopify:confirmed_opt_in")], customer.Consents);
    }

    [Fact]
    public void Buyer_OfTheOrder_IsItsCustomer()
    {
        SourceCustomer buyer = BuyerOf(Order)!;
        Assert.Equal(
            ("115310627314723954", "jon@example.com", "+819012345678", "山田 太郎"), (buyer.ExternalId, buyer.Email, buyer.Phone, buyer.Name));
        Assert.Equal(Utc("2026-11-01T00:00:05Z"), buyer.UpdatedAt);
        Assert.Equal(
            [new Consent(Channel.Email, ConsentState.Granted, Utc("2026-09-30T15:00:00Z"), "shopify:single_opt_in")], buyer.Consents);
    }

    [Fact]
    public void Buyer_WithATimeOfTheirOwn_IsAsOldAsThat() =>
        Assert.Equal(
            Utc("2026-10-31T00:00:00Z"), BuyerOf(Order.With("customer.updated_at", "\"2026-10-31T09:00:00+09:00\""))!.UpdatedAt);

    [Fact]
    public void Buyer_WithoutACustomer_IsAGuestUnderTheEmail()
    {
        string billing = """{"first_name":"Taro","last_name":"Yamada","phone":"03-1","country_code":"US"}""";
        SourceCustomer guest = BuyerOf(
            Order.With("customer", "null").With("customer_locale", "\"en-US\"").With("phone", "null").With("billing_address", billing))!;
        Assert.Equal((null, "jon@example.com", "03-1", "Taro Yamada"), (guest.ExternalId, guest.Email, guest.Phone, guest.Name));
        Assert.Empty(guest.Consents);
    }

    [Fact]
    public void Buyer_WithoutCustomerAndEmail_IsNobody()
    {
        string hidden = Order.With("customer", "null").With("email", "null");
        Assert.Equal("jon@example.com", BuyerOf(hidden)!.Email); // the contact address is left
        Assert.Null(BuyerOf(hidden.With("contact_email", "\" \"")));
        Assert.Null(BuyerOf(hidden.With("contact_email", null).With("customer", """{"first_name":"太郎"}""")));
    }

    [Fact]
    public void Buyer_OnlyTheIdIsShown_IsKnownByIt()
    {
        string order = Order.With("customer", """{"id":7}""").With("email", "null").With("contact_email", "null").With("phone", "null");
        SourceCustomer buyer = BuyerOf(order)!;
        Assert.Equal(("7", null, null, null), (buyer.ExternalId, buyer.Email, buyer.Phone, buyer.Name));
    }

    [Fact]
    public void Buyer_WithAnotherEmailThanTheOrder_KeepsTheirOwn() =>
        Assert.Equal("own@example.com", BuyerOf(Order.With("customer.email", "\"own@example.com\""))!.Email);

    [Theory]
    [InlineData("太郎", "山田", "US", "en", "山田 太郎")]
    [InlineData("Taro", "Yamada", "US", "en", "Taro Yamada")]
    [InlineData("Taro", "Yamada", "JP", "en", "Yamada Taro")]
    [InlineData("Taro", "Yamada", "jp", "en", "Yamada Taro")]
    [InlineData("Taro", "Yamada", "US", "ja", "Yamada Taro")]
    [InlineData("Taro", "Yamada", "US", "ja-JP", "Yamada Taro")]
    [InlineData("Taro", "Yamada", "US", "jam", "Taro Yamada")] // Jamaican Creole
    [InlineData("Zoë", "Nguyễn-O’Neil", "FR", "fr", "Zoë Nguyễn-O’Neil")]
    [InlineData("민수", "김", "KR", "ko", "김 민수")]
    [InlineData("", "山田", "JP", "ja", "山田")]
    [InlineData("太郎", "", "JP", "ja", "太郎")]
    [InlineData("", " ", "JP", "ja", null)]
    public void Name_IsInTheOrderOfItsLanguage(string given, string family, string country, string locale, string? name)
    {
        string order = Order.With("customer_locale", $"\"{locale}\"")
            .With("customer.default_address", $$"""{"country_code":"{{country}}"}""")
            .With("customer.first_name", $"\"{given}\"").With("customer.last_name", $"\"{family}\"");
        Assert.Equal(name, BuyerOf(order)!.Name);
    }

    [Fact]
    public void Buyer_AcceptsMarketingWithoutAStatement_HasNotConsented() =>
        Assert.Empty(BuyerOf(Order.With("customer.email_marketing_consent", "null"))!.Consents);

    [Fact]
    public void ConsentTopic_TellsTheStatementAndNothingElse()
    {
        SourceCustomer customer = ReadShopify("customers_email_marketing_consent/update", Fixture("shopify-consent"))
            .Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(
            ("115310627314723954", "hanako@example.com", null, null), (customer.ExternalId, customer.Email, customer.Phone, customer.Name));
        Assert.Equal(Utc("2026-11-03T22:00:00Z"), customer.UpdatedAt);
        Assert.Equal([new Consent(Channel.Email, ConsentState.Withdrawn, customer.UpdatedAt, "shopify:single_opt_in")], customer.Consents);
    }

    [Fact]
    public void ConsentTopic_WithEmptyAddressAndNoTime_IsOfTheMomentOfReceiving()
    {
        const string statement = """{"state":"not_subscribed","opt_in_level":null,"consent_updated_at":null}""";
        string body = $$"""{"customer_id":7,"email_address":"","email_marketing_consent":{{statement}}}""";
        SourceCustomer customer = ReadShopify("customers_email_marketing_consent/update", body).Only<ShopEvent.CustomerChanged>().Customer;
        Assert.Equal(("7", null, ReceivedAt), (customer.ExternalId, customer.Email, customer.UpdatedAt));
        Assert.Equal([new Consent(Channel.Email, ConsentState.Withdrawn, ReceivedAt, "shopify")], customer.Consents);
    }

    [Theory]
    [InlineData("customers/update", "id", null, "$.id: expected an id of at most 200 characters, found nothing")]
    [InlineData("customers/update", "email", "{}", "$.email: expected a text of at most 1000 characters, found an object")]
    [InlineData("customers/update", "default_address", "[]", "$.default_address: expected an object, found a list")]
    [InlineData("customers/update", "email_marketing_consent.consent_updated_at", "\"yesterday\"", "$.email_marketing_consent.consent_updated_at: expected an instant with its offset, such as 2026-01-31T19:30:00+09:00, found a text")]
    public void Field_ThatIsWrong_IsNamedWithItsPath(string topic, string path, string? json, string reason) =>
        Assert.Equal(reason, ReadShopify(topic, Body.With(path, json)).Fault());

    [Fact]
    public void Name_OneThousandCharacters_IsTakenAndOneMoreRefused()
    {
        Assert.IsType<WebhookReading.Understood>(ReadShopify("customers/update", Body.With("first_name", $"\"{new string('a', 1_000)}\"")));
        Assert.Equal(
            "$.first_name: expected a text of at most 1000 characters, found a longer one",
            ReadShopify("customers/update", Body.With("first_name", $"\"{new string('a', 1_001)}\"")).Fault());
    }

    private static SourceCustomer? BuyerOf(string order) => ReadShopify("orders/create", order).Only<ShopEvent.OrderChanged>().Customer;
}
