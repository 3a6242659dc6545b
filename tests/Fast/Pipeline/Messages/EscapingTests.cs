using System.Text.Json;
using System.Xml.Linq;
using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>What a customer calls themselves reaches every place as the text it is, and nothing more.</summary>
public sealed class EscapingTests
{
    // Halves of a surrogate pair; the runner would replace them on their way to the test.
    private const string High = "{HIGH}";
    private const string Low = "{LOW}";

    /// <summary>A value, and the text that readers may see of it.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "<script>alert(1)</script>", "<script>alert(1)</script>" },
        { "</p></td><img src=x onerror=alert(1)>", "</p></td><img src=x onerror=alert(1)>" },
        { "\"><a href='https://evil.example'>x", "\"><a href='https://evil.example'>x" },
        { "a & b &amp; &lt;c&gt; &#x41;", "a & b &amp; &lt;c&gt; &#x41;" },
        { "**x** [a](http://evil.example) <http://evil.example> `c` \\* _e_", "**x** [a](http://evil.example) <http://evil.example> `c` \\* _e_" },
        { "# h", "# h" },
        { "1. - > ---", "1. - > ---" },
        { "{{links.unsubscribe}} {{{body}}} {{#if order}}", "{{links.unsubscribe}} {{{body}}} {{#if order}}" },
        { "a\r\nBcc: x@evil.example\n\n# b\tc", "a Bcc: x@evil.example  # b c" },
        { "花\u202E子\u2066\u200F", "花子" },
        { "👩‍👧‍👦 葛\uDB40\uDD00飾", "👩‍👧‍👦 葛\uDB40\uDD00飾" },
        { $"{High}花{Low}子{High}", "花子" },
        { "\0花\u0007\u009F子\u001B[31m", "花子[31m" },
        { "\uFDD00\uFDD1 %EF%B7%900%EF%B7%91 link1", "0 %EF%B7%900%EF%B7%91 link1" },
        { "\uFEFF花\uFFFE子\uFFFF", "花子" },
        { "\",\"type\":\"image\"}]", "\",\"type\":\"image\"}]" },
        { "$& $1 {0} %s", "$& $1 {0} %s" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Subject_OfAnyName_IsOneLineOfItsText(string value, string expected) =>
        Assert.Equal($"{expected} 様へ", Render(value).Subject);

    [Theory]
    [MemberData(nameof(Values))]
    public void Html_OfAnyName_HasNoElementMore(string value, string expected)
    {
        XDocument page = XDocument.Parse(Render(value).Html, LoadOptions.PreserveWhitespace);
        XDocument usual = XDocument.Parse(Render("花子").Html);
        Assert.Equal(usual.Descendants().Select(e => e.Name), page.Descendants().Select(e => e.Name));
        Assert.Equal(
            [expected, $"b {expected} b", expected, expected],
            page.Descendants("td").Single(td => td.Attribute("class")?.Value == "card").Elements("p").Select(p => p.Value));
        Assert.Equal($"{expected} 様へ", page.Descendants("title").Single().Value);
        Assert.Equal(expected, page.Descendants("div").First().Value);
        Assert.Equal(expected, page.Descendants("a").Single(a => a.Attribute("title") is not null).Attribute("title")!.Value);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void PlainText_OfAnyName_IsItsText(string value, string expected) =>
        Assert.StartsWith($"{expected}\n\nb {expected} b\n\n", Render(value).Text, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Values))]
    public void Line_OfAnyName_StaysInsideItsText(string value, string expected)
    {
        LineTemplate template = MessageCases.Line("""
            defaults: { customer.name: x }
            messages:
              - { type: text, text: "a{{customer.name}}" }
              - type: flex
                altText: "{{customer.name}}"
                contents: { type: bubble, body: { type: box, layout: vertical, contents: [ { type: text, text: "{{customer.name}}", wrap: true } ] } }
            """);
        using JsonDocument json = JsonDocument.Parse(MessageCases.LineJson(template, MessageCases.Minimal.WithCustomer(WithHalves(value))));
        JsonElement flex = json.RootElement[1];
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.Equal("a" + expected, json.RootElement[0].GetProperty("text").GetString());
        Assert.Equal(expected, flex.GetProperty("altText").GetString());
        JsonElement text = Assert.Single(flex.GetProperty("contents").GetProperty("body").GetProperty("contents").EnumerateArray());
        Assert.Equal(expected, text.GetProperty("text").GetString());
        Assert.Equal(3, text.EnumerateObject().Count());
    }

    [Fact]
    public void Link_WithEveryDelimiter_StaysInsideItsAttribute()
    {
        Uri hostile = new("https://x.example/a\"b<c>d'e&f=1#g");
        MergeData data = MergeData.For(MessageCases.Sender, hostile);
        XElement link = Assert.Single(XElement.Parse(MessageCases.Html("[t]({{links.unsubscribe}})", data)).Elements());
        Assert.Equal("a", link.Name.LocalName);
        Assert.Equal(hostile.AbsoluteUri, Assert.Single(link.Attributes()).Value);
    }

    [Fact]
    public void Attribute_OfTheLayout_HoldsAnyName()
    {
        const string Html = MessageCases.Bare + "{{#if customer.name}}<p title=\"{{customer.name}}\" lang='{{customer.name}}'>x</p>{{/if}}";
        MessageLayout layout = MessageCases.ReadLayout(Html, MessageCases.Bare).Value!;
        string html = MessageRenderer.Render(MessageCases.Email("b"), layout, MessageCases.Minimal.WithCustomer("\"'><b>")).Html;
        XElement part = XElement.Parse(html[html.IndexOf("<p title", StringComparison.Ordinal)..]);
        Assert.Equal(["\"'><b>", "\"'><b>"], part.Attributes().Select(a => a.Value));
        Assert.Empty(part.Elements());
    }

    private static RenderedEmail Render(string name)
    {
        const string Body = """
            {{customer.name}}

            b {{customer.name}} b

            **{{customer.name}}**

            [{{customer.name}}]({{shop.url}}/x "{{customer.name}}")
            """;
        EmailTemplate template = MessageCases.Email(
            Body, "{{customer.name}} {{#if customer.name}}様{{/if}}へ", "preheader: \"{{customer.name}}\"\ndefaults: { customer.name: x }\n");
        return MessageRenderer.Render(template, MessageCases.Layout, MessageCases.Minimal.WithCustomer(WithHalves(name)));
    }

    private static string WithHalves(string value) =>
        value.Replace(High, "\uD83D", StringComparison.Ordinal).Replace(Low, "\uDC00", StringComparison.Ordinal);
}
