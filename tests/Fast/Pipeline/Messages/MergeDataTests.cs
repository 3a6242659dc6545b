using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>How a customer's and an order's facts become the words of a message.</summary>
public sealed class MergeDataTests
{
    private static readonly EmailTemplate Name = MessageCases.Email("x", "{{customer.nameWithHonorific}}");

    [Theory]
    [InlineData("山田 花子", "山田 花子 様")]
    [InlineData(" 山田\t花子 ", "山田 花子 様")]
    [InlineData("山田様", "山田様")]
    [InlineData("はなこさん", "はなこさん")]
    [InlineData("株式会社山田殿", "株式会社山田殿")]
    [InlineData("様子", "様子 様")]
    [InlineData(null, "お客さま")]
    [InlineData("", "お客さま")]
    [InlineData(" \u3000\t", "お客さま")]
    [InlineData("\u200D\uFE0F\u200B", "お客さま")] // joiners alone: nothing to see
    [InlineData("\0\u202E", "お客さま")]
    public void Honorific_IsAddedOnceAndOnlyToAName(string? name, string expected) =>
        Assert.Equal(expected, Subject(Name, MessageCases.Minimal.WithCustomer(name)));

    [Fact]
    public void Honorific_DefaultOfTheTemplate_ReplacesTheFallback() => Assert.Equal(
        "会員のみなさま",
        Subject(
            MessageCases.Email("x", "{{customer.nameWithHonorific}}", "defaults: { customer.nameWithHonorific: 会員のみなさま }\n"),
            MessageCases.Minimal));

    [Theory]
    [InlineData("JPY", 5_980, "¥5,980")]
    [InlineData("JPY", 0, "¥0")]
    [InlineData("JPY", 1_000_000, "¥1,000,000")]
    [InlineData("USD", 123_456, "$1,234.56")]
    [InlineData("GBP", 5, "£0.05")]
    [InlineData("EUR", 100, "€1.00")]
    [InlineData("KRW", 12_000, "₩12,000")]
    [InlineData("KWD", 1_234, "KWD 1.234")]
    public void Total_IsWrittenAsInItsCurrency(string currency, long minor, string expected) => Assert.Equal(
        expected,
        Order("{{order.total}}", MessageCases.Order() with { Currency = Currency.Find(currency)!, TotalMinor = minor }));

    [Theory]
    [InlineData(2026, 11, 1, "2026年11月1日")]
    [InlineData(2027, 1, 31, "2027年1月31日")]
    public void Date_IsWrittenInJapanese(int year, int month, int day, string expected) =>
        Assert.Equal(expected, Order("{{order.date}}", MessageCases.Order() with { OrderedOn = new DateOnly(year, month, day) }));

    [Theory]
    [InlineData(" A-1001 ", "A-1001")]
    [InlineData("\u200B", "―")] // a source may call an order by what nobody can see: the message goes all the same
    public void OrderId_IsWrittenAsFarAsItCanBeRead(string orderId, string expected) =>
        Assert.Equal(expected, Order("{{order.id}}", MessageCases.Order() with { OrderId = orderId }));

    [Fact]
    public void Items_AreListedInOrderWithWhatIsKnown() => Assert.Equal(
        "シャツ1¥2,990/商品1,200?/",
        Order(
            "{{#each order.items}}{{name}}{{quantity}}{{#if price}}{{price}}{{else}}?{{/if}}/{{/each}}",
            MessageCases.Order(new OrderLine(null, " シャツ\n", 1, 2_990), new OrderLine("S2", "\u0007", 1_200, null))));

    [Fact]
    public void Data_OfOneCustomer_IsNotChangedByAnother()
    {
        MergeData first = MessageCases.Minimal.WithCustomer("一子");
        MergeData second = first.WithCustomer("二子");
        Assert.Equal(["一子 様", "二子 様", "お客さま"], new[] { first, second, second.WithCustomer(null) }.Select(d => Subject(Name, d)));
    }

    [Fact]
    public void Sender_WithABlankText_IsRefused()
    {
        SenderFacts sender = MessageCases.Sender;
        Assert.Throws<ArgumentException>("LegalName", () => MergeData.For(sender with { LegalName = " " }, MessageCases.Unsubscribe));
        Assert.Throws<ArgumentException>("Address", () => MergeData.For(sender with { Address = "\n" }, MessageCases.Unsubscribe));
        Assert.Throws<ArgumentException>("Contact", () => MergeData.For(sender with { Contact = "" }, MessageCases.Unsubscribe));
        Assert.Throws<ArgumentException>("ShopName", () => MergeData.For(sender with { ShopName = "\u200B" }, MessageCases.Unsubscribe));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:a@b.example")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/u/abc")]
    public void Link_ThatIsNoWebAddress_IsRefused(string address)
    {
        Uri uri = new(address, UriKind.RelativeOrAbsolute);
        Assert.Throws<ArgumentException>("unsubscribe", () => MergeData.For(MessageCases.Sender, uri));
        SenderFacts sender = MessageCases.Sender with { ShopUrl = uri };
        Assert.Throws<ArgumentException>("ShopUrl", () => MergeData.For(sender, MessageCases.Unsubscribe));
    }

    [Theory]
    [InlineData("https://a.example/", "https://a.example/faq")]
    [InlineData("https://a.example", "https://a.example/faq")]
    [InlineData("http://a.example:8080/", "http://a.example:8080/faq")]
    [InlineData("https://a.example/shop", "https://a.example/shop/faq")]
    public void ShopUrl_FollowedByAPath_HasOneSlash(string url, string expected)
    {
        MergeData data = MergeData.For(MessageCases.Sender with { ShopUrl = new Uri(url) }, MessageCases.Unsubscribe);
        Assert.Equal($"よくある質問: {expected}", MessageCases.Text("[よくある質問]({{shop.url}}/faq)", data));
    }

    private static string Subject(EmailTemplate template, MergeData data) =>
        MessageRenderer.Render(template, MessageCases.BareLayout, data).Subject;

    private static string Order(string text, Order order) =>
        MessageCases.Text($"{{{{#if order}}}}{text}{{{{/if}}}} .", MessageCases.Minimal.WithOrder(order))[..^2];
}
