using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>What becomes of a body: HTML, and plain text that reads just as well.</summary>
public sealed class EmailBodyTests
{
    [Theory]
    [InlineData("a\nb\n\nc", "<p>a<br />\nb</p>\n<p>c</p>", "a\nb\n\nc")]
    [InlineData("# 見出し\n\nx", "<h1>見出し</h1>\n<p>x</p>", "■ 見出し\n\nx")]
    [InlineData("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>", "・a\n・b\n  ・c")]
    [InlineData("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>", "3. a\n4. b")]
    [InlineData("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>", "・a\n\n・b")]
    [InlineData("> a\n> b", "<blockquote>\n<p>a<br />\nb</p>\n</blockquote>", "> a\n> b")]
    [InlineData("a\n\n---\n\nb", "<p>a</p>\n<hr />\n<p>b</p>", "a\n\n────────────────────\n\nb")]
    [InlineData("**「春」**を*お届け*", "<p><strong>「春」</strong>を<em>お届け</em></p>", "「春」をお届け")]
    [InlineData("`a*b*` &amp; \\*c\\*", "<p><code>a*b*</code> &amp; *c*</p>", "a*b* & *c*")]
    [InlineData("![庭](https://a.example/g.jpg)", "<p><img src=\"https://a.example/g.jpg\" alt=\"庭\" /></p>", "庭")]
    [InlineData("    a\n    b", "<pre><code>a\nb\n</code></pre>", "    a\n    b")]
    public void Body_InMarkdown_BecomesHtmlAndText(string markdown, string html, string text)
    {
        Assert.Equal(html, MessageCases.Html(markdown, MessageCases.Minimal));
        Assert.Equal(text.Replace("    ", "", StringComparison.Ordinal), MessageCases.Text(markdown, MessageCases.Minimal));
    }

    [Theory]
    [InlineData("[停止]({{links.unsubscribe}})", "停止: https://mail.komorebi.example/u/abc123?lang=ja&x=1")]
    [InlineData("[店]({{shop.url}}/a?b=c#d)へ", "店: https://komorebi.example/a?b=c#d へ")]
    [InlineData("[店](https://a.example)。", "店: https://a.example 。")]
    [InlineData("<https://a.example/x> をどうぞ", "https://a.example/x をどうぞ")]
    [InlineData("[https://a.example](https://a.example)", "https://a.example")]
    [InlineData("[電話](tel:0312345678) [メール](mailto:a@b.example)", "電話: tel:0312345678 メール: mailto:a@b.example")]
    [InlineData("[![庭](https://a.example/g.jpg)](https://a.example)", "庭: https://a.example")]
    public void Link_InText_ShowsItsAddress(string markdown, string text) =>
        Assert.Equal(text, MessageCases.Text(markdown, MessageCases.Minimal));

    [Fact]
    public void Link_InHtml_LeadsToTheCustomersOwnAddress() => Assert.Equal(
        "<p><a href=\"https://mail.komorebi.example/u/abc123?lang=ja&amp;x=1\">停止</a></p>",
        MessageCases.Html("[停止]({{links.unsubscribe}})", MessageCases.Minimal));

    [Theory]
    [InlineData("{{#if customer.rankName}}\n{{customer.rankName}}の{{else}}\nすべての{{/if}}お客さま", "ロイヤルのお客さま", "すべてのお客さま")]
    [InlineData("{{#if order}}\n注文\n{{else}}\nなし\n{{/if}}", "注文", "なし")]
    [InlineData("{{#if order.items}}あり{{else}}なし{{/if}}", "あり", "なし")]
    [InlineData("{{#if customer.name}}{{#if order}}両方{{else}}名{{/if}}{{else}}{{#if order}}注文{{else}}無{{/if}}{{/if}}", "両方", "無")]
    public void If_AsksWhetherTheCustomerHasTheValue(string markdown, string full, string minimal)
    {
        Assert.Equal(full, MessageCases.Text(markdown, MessageCases.Full));
        Assert.Equal(minimal, MessageCases.Text(markdown, MessageCases.Minimal));
    }

    [Fact]
    public void If_ForAValueThatOnlyHasADefault_TakesElse() => Assert.Equal(
        "会員 無",
        MessageCases.Text(
            "{{customer.rankName}} {{#if customer.rankName}}有{{else}}無{{/if}}",
            MessageCases.Minimal,
            "defaults: { customer.rankName: 会員 }\n"));

    [Fact]
    public void If_InALayout_KnowsTheMessage()
    {
        const string Part = "{{#if subject}}件名{{/if}}{{#if body}}本文{{/if}}{{#if preheader}}前{{else}}無{{/if}}";
        MessageLayout layout = MessageCases.ReadLayout(MessageCases.Bare + Part, MessageCases.Bare).Value!;
        string html = MessageRenderer.Render(MessageCases.Email("x"), layout, MessageCases.Minimal).Html;
        Assert.EndsWith("件名本文無", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Emphasis_AroundAFieldInsideJapanese_IsTaken() =>
        Assert.Equal("<p>合計<strong>こもれび商店</strong>です</p>", MessageCases.Html("合計**{{shop.name}}**です", MessageCases.Full));

    [Fact]
    public void Default_OfAnOrderField_DoesNotMakeAnOrder() => Assert.Equal(
        "未定 無",
        MessageCases.Text("{{order.total}} {{#if order}}有{{else}}無{{/if}}", MessageCases.Minimal, "defaults: { order.total: 未定 }\n"));

    [Fact]
    public void Each_OverItems_IsOneListAndKnowsTheWholeMessage()
    {
        const string Body = "はい\n\n{{#each order.items}}\n1. {{name}}（{{shop.name}}、{{order.id}}）\n{{/each}}";
        Assert.Equal("はい\n\n1. リネンのシャツ（こもれび商店、A-1001）\n2. 商品（こもれび商店、A-1001）", MessageCases.Text(Body, MessageCases.Full));
        Assert.Equal("はい", MessageCases.Text(Body, MessageCases.Minimal));
    }

    [Fact]
    public void Link_ThatABlockTurnsIntoAName_LeadsNowhere()
    {
        // Only without an order does this become a link at all, so that no reading of the file can see it.
        const string Body = "[x]{{#if order}}z{{/if}}({{customer.name}})";
        MergeData data = MessageCases.Minimal.WithCustomer("javascript:alert(1)");
        Assert.Equal("<p><a href=\"\">x</a></p>", MessageCases.Html(Body, data, "defaults: { customer.name: x }\n"));
    }

    [Fact]
    public void Layout_WithInlineStyles_WritesThemOnEveryElement()
    {
        const string Layout = "<style data-inline>/* text */ p, li { margin:0;\n color: \"red\" } a { x: y }</style>" + MessageCases.Bare;
        MessageLayout layout = MessageCases.ReadLayout(Layout, MessageCases.Bare).Value!;
        EmailTemplate template = MessageCases.Email("a [b](https://c.example)\n\n- d");
        Assert.StartsWith(
            "\n[\n<p style=\"margin:0; color: &quot;red&quot;\">a <a href=\"https://c.example\" style=\"x: y\">b</a></p>\n"
            + "<ul>\n<li style=\"margin:0; color: &quot;red&quot;\">d</li>\n</ul>",
            MessageRenderer.Render(template, layout, MessageCases.Minimal).Html,
            StringComparison.Ordinal);

        // The same template in another layout does not keep the first one's looks.
        string bare = MessageRenderer.Render(template, MessageCases.BareLayout, MessageCases.Minimal).Html;
        Assert.StartsWith("[\n<p>a ", bare, StringComparison.Ordinal);
    }

    [Fact]
    public void Preheader_IsHiddenInTheHtmlAndAbsentWithoutOne()
    {
        EmailTemplate template = MessageCases.Email("b", settings: "preheader: 前置き\n");
        RenderedEmail with = MessageRenderer.Render(template, MessageCases.Layout, MessageCases.Minimal);
        RenderedEmail without = MessageRenderer.Render(MessageCases.Email("b"), MessageCases.Layout, MessageCases.Minimal);
        Assert.Equal("前置き", with.Preheader);
        Assert.Contains(">前置き</div>", with.Html, StringComparison.Ordinal);
        Assert.Equal("", without.Preheader);
        Assert.DoesNotContain("display: none", without.Html, StringComparison.Ordinal);
    }
}
