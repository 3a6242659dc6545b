using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>What <c>docs/webhooks.md</c> promises.</summary>
public sealed partial class WebhookDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs", "webhooks.md"));

    [Fact]
    public void Example_OfTheBody_IsUnderstood()
    {
        ShopEvent.OrderChanged told = ReadStandard(JsonBlock().Match(Document).Groups[1].Value).Only<ShopEvent.OrderChanged>();
        Assert.Equal((Currency.Yen, 5_980, OrderStatus.Paid), (told.Order.Currency, told.Order.TotalMinor, told.Order.Status));
        Assert.Equal(980, Assert.Single(told.Order.Refunds).AmountMinor);
        Assert.Equal(("C-7", "山田 太郎", 2), (told.Customer?.ExternalId, told.Customer?.Name, told.Customer?.Consents.Count));
    }

    [Fact]
    public void Example_OfASignature_IsAuthenticAndUnderstood()
    {
        string body = ShortBody().Match(Document).Groups[1].Value;
        Match signed = SignedExample().Match(Document);
        WebhookRequest request = Request(
            body,
            ("webhook-id", signed.Groups["id"].Value),
            ("webhook-timestamp", signed.Groups["time"].Value),
            ("webhook-signature", signed.Groups["signature"].Value));
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(long.Parse(signed.Groups["time"].Value, null));
        Assert.Equal(new WebhookCheck.Authentic("msg_1"), Standard.Check(request, [Secret().Match(Document).Groups[1].Value], now));
        Standard.Read(request, now).Only<ShopEvent.CustomerErased>();
    }

    [Fact]
    public void Types_OfTheDocument_AreThoseInUse()
    {
        string[] types = [.. TypeWord().Matches(Section("Signed JSON")).Select(m => m.Groups[1].Value).Distinct()];
        Assert.Equal(9, types.Length);
        Assert.All(types, t => Assert.IsNotType<WebhookReading.Ignored>(ReadStandard($$"""{"type":"{{t}}"}""")));
    }

    [Fact]
    public void Topics_OfTheDocument_AreThoseInUse()
    {
        string table = Document[Document.IndexOf("| topic |", StringComparison.Ordinal)..Document.IndexOf("Other topics", StringComparison.Ordinal)];
        string[] topics = [.. TopicWord().Matches(table).Select(m => m.Groups[1].Value)];
        Assert.Equal(11, topics.Length);
        Assert.All(topics, t => Assert.IsType<WebhookReading.Unreadable>(ReadShopify(t, "{}")));
    }

    [Theory]
    [InlineData("WooCommerce", 6)]
    [InlineData("Stripe", 6)]
    [InlineData("Square", 6)]
    public void Topics_OfASection_AreThoseInUse(string section, int count)
    {
        string[] words = [.. Rows().Matches(Section(section)).SelectMany(r => Backticked().Matches(r.Groups[1].Value)).Select(m => m.Groups[1].Value).Where(w => w.Contains('.'))];
        Assert.Equal(count, words.Length);
        Assert.All(words, w => Assert.IsType<WebhookReading.Unreadable>(
            SourceOf(section.ToLowerInvariant()).Read(Request($$"""{"type":"{{w}}"}""", ("X-WC-Webhook-Topic", w)), ReceivedAt)));
    }

    private static string Section(string heading)
    {
        int start = Document.IndexOf($"## {heading}\n", StringComparison.Ordinal);
        int end = Document.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Document[start..] : Document[start..end];
    }

    [GeneratedRegex("^\\|([^|]+)\\|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticked();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("^    (\\{.*\\})$", RegexOptions.Multiline)]
    private static partial Regex ShortBody();

    [GeneratedRegex("id `(?<id>[^`]+)` and the timestamp `(?<time>[0-9]+)` has the signature `(?<signature>[^`]+)`")]
    private static partial Regex SignedExample();

    [GeneratedRegex("under the secret `([^`]+)`")]
    private static partial Regex Secret();

    [GeneratedRegex("`((?:order|customer)\\.[a-z]+)`")]
    private static partial Regex TypeWord();

    [GeneratedRegex("`([a-z_]+/[a-z_]+)`")]
    private static partial Regex TopicWord();
}
