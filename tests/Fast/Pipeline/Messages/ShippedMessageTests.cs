using System.Text.Json;
using System.Xml.Linq;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>The messages that come with the product, as every shop would send them on its first day.</summary>
public sealed class ShippedMessageTests
{
    private static readonly string[] Legal = ["株式会社こもれび", "〒150-0001 東京都渋谷区神宮前1-2-3", "support@komorebi.example", "配信の停止"];

    public static TheoryData<string> EmailFiles => Names("*.email.md");

    public static TheoryData<string> LineFiles => Names("*.line.yaml");

    [Fact]
    public void Layout_HasNoFaults() =>
        Assert.Empty(MessageCases.ReadLayout(MessageCases.Shipped("_layout.html"), MessageCases.Shipped("_layout.txt")).Faults);

    [Theory]
    [MemberData(nameof(EmailFiles))]
    public void Email_OfTheKit_RendersForEveryCustomer(string name)
    {
        EmailTemplate template = ReadEmail(name);
        foreach (MergeData data in new[] { MessageCases.Full, MessageCases.Minimal })
        {
            RenderedEmail email = MessageRenderer.Render(template, MessageCases.Layout, data);
            Assert.NotEqual("", email.Subject);
            Assert.All(new[] { email.Subject, email.Preheader, email.Html, email.Text }, AssertNothingIsLeftOver);
            Assert.All(Legal, words => Assert.Contains(words, email.Html, StringComparison.Ordinal));
            Assert.All(Legal, words => Assert.Contains(words, email.Text, StringComparison.Ordinal));
            Assert.Contains(MessageCases.Unsubscribe.AbsoluteUri, email.Text, StringComparison.Ordinal);
            XDocument page = Page(email);
            Assert.DoesNotContain("<!-- ", email.Html, StringComparison.Ordinal);
            Assert.Equal("ja", page.Root!.Attribute("lang")!.Value);
            Assert.Contains(page.Descendants("a"), a => a.Attribute("href")!.Value == MessageCases.Unsubscribe.AbsoluteUri);
            XElement card = page.Descendants("td").Single(td => td.Attribute("class")?.Value == "card");
            Assert.All(card.Elements("p"), p => Assert.NotNull(p.Attribute("style")));
        }
    }

    [Theory]
    [MemberData(nameof(LineFiles))]
    public void Line_OfTheKit_RendersForEveryCustomer(string name)
    {
        LineTemplate template = MessageReader.ReadLine(name, MessageCases.Shipped(name)).Value!;
        foreach (MergeData data in new[] { MessageCases.Full, MessageCases.Minimal })
        {
            string json = MessageCases.LineJson(template, data);
            AssertNothingIsLeftOver(json);
            using JsonDocument messages = JsonDocument.Parse(json);
            Assert.InRange(messages.RootElement.GetArrayLength(), 1, 5);
        }
    }

    [Fact]
    public void ThankYou_ForACustomerWithAnOrder_ShowsTheOrder()
    {
        RenderedEmail email = MessageRenderer.Render(ReadEmail("thank-you.email.md"), MessageCases.Layout, MessageCases.Full);
        Assert.Equal("【こもれび商店】ご注文ありがとうございます", email.Subject);
        Assert.StartsWith("山田 花子 様\n\nこのたびはこもれび商店をお選びくださり、", email.Text, StringComparison.Ordinal);
        Assert.Contains(
            "ご注文番号：A-1001\nご注文日：2026年11月1日\n\n・リネンのシャツ　× 1\n・商品　× 1,200\n\nお支払い金額：¥5,980\n",
            email.Text,
            StringComparison.Ordinal);
        XElement list = Assert.Single(Page(email).Descendants("ul"));
        Assert.Equal(["リネンのシャツ　× 1", "商品　× 1,200"], list.Elements("li").Select(li => li.Value));
    }

    [Fact]
    public void ThankYou_ForACustomerOfWhomNothingIsKnown_IsStillAWholeMessage()
    {
        RenderedEmail email = MessageRenderer.Render(ReadEmail("thank-you.email.md"), MessageCases.Layout, MessageCases.Minimal);
        Assert.StartsWith("お客さま\n\nこのたびは", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ご注文番号", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("様様", email.Text + email.Html, StringComparison.Ordinal);
        Assert.Contains("1. 商品を検品し", email.Text, StringComparison.Ordinal);
    }

    private static EmailTemplate ReadEmail(string name) => MessageReader.ReadEmail(name, MessageCases.Shipped(name)).Value!;

    private static XDocument Page(RenderedEmail email) => XDocument.Parse(email.Html);

    private static void AssertNothingIsLeftOver(string text)
    {
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.All(text, c => Assert.False(c is >= '\uFDD0' and <= '\uFDEF', "a mark was not replaced"));
    }

    private static TheoryData<string> Names(string pattern) =>
        [.. Directory.EnumerateFiles(Repository.PathOf("templates", "messages"), pattern).Select(f => Path.GetFileName(f)).Order()];
}
