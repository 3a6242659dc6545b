using FollowUpFlows.Pipeline.Sending.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Layouts that are refused: those that hide the sender, and those in which a value could do harm.</summary>
public sealed class LayoutFaultTests
{
    [Theory]
    [InlineData("{{body}}")]
    [InlineData("{{shop.legalName}}")]
    [InlineData("{{shop.address}}")]
    [InlineData("{{shop.contact}}")]
    [InlineData("{{links.unsubscribe}}")]
    public void Layout_WithoutWhatTheLawWants_IsRefused(string field)
    {
        string fault = $"1: {field} must stand in the layout, outside of every {{{{#if}}}}: no e-mail may go out without it";
        string without = MessageCases.Bare.Replace(field, "", StringComparison.Ordinal);
        string hidden = MessageCases.Bare.Replace(field, $"{{{{#if order}}}}{field}{{{{/if}}}}", StringComparison.Ordinal);
        Assert.Equal([fault], MessageCases.Faults(MessageCases.ReadLayout(without, MessageCases.Bare)));
        Assert.Equal([fault], MessageCases.Faults(MessageCases.ReadLayout(MessageCases.Bare, hidden)));
    }

    [Fact]
    public void Fault_NamesTheFileOfTheTwo()
    {
        Assert.Equal("_layout.html", Assert.Single(MessageCases.ReadLayout(MessageCases.Bare + "{{x}}", MessageCases.Bare).Faults).File);
        Assert.Equal("_layout.txt", Assert.Single(MessageCases.ReadLayout(MessageCases.Bare, MessageCases.Bare + "{{x}}").Faults).File);
    }

    [Theory]
    [InlineData("<p {{shop.name}}>", "a merge field can stand between elements or in a quoted attribute, not here")]
    [InlineData("<{{shop.name}}>", "a merge field can stand between elements or in a quoted attribute, not here")]
    [InlineData("<p title={{shop.name}}>", "a merge field can stand between elements or in a quoted attribute, not here")]
    [InlineData("<style>p { color: {{shop.name}} }</style>", "a merge field can stand between elements or in a quoted attribute, not here")]
    [InlineData("<!--[if mso]>{{shop.name}}<![endif]-->", "a merge field can stand between elements or in a quoted attribute, not here")]
    [InlineData("<p style=\"color: {{shop.name}}\">", "a merge field cannot stand in 'style'")]
    [InlineData("<p ONCLICK='{{shop.name}}'>", "a merge field cannot stand in 'ONCLICK'")]
    [InlineData("<p title=\"{{body}}\">", "the body belongs between elements, not inside a tag")]
    [InlineData("<a href=\"{{shop.name}}\">", "'href' needs a link at its beginning, such as {{links.unsubscribe}}, followed by nothing or by '/', '?' or '#'")]
    [InlineData("<a href=\"https://x.example/{{shop.name}}\">", "'href' needs a link at its beginning")]
    [InlineData("<a href=\"x{{shop.url}}\">", "'href' needs a link at its beginning")]
    [InlineData("<a href=\"{{shop.url}}.evil.example\">", "'href' needs a link at its beginning")]
    [InlineData("<img SRC='{{shop.contact}}'>", "'SRC' needs a link at its beginning")]
    [InlineData("<p {{#if order}}title=\"x\"{{/if}}>", "a block must begin and end between elements, not inside a tag, a comment or a style sheet")]
    [InlineData("{{#if order}}<p {{/if}}>", "a block must begin and end between elements, not inside a tag, a comment or a style sheet")]
    [InlineData("<script>x</script>", "mail programs run no scripts and distrust mail that holds one; remove it")]
    [InlineData("{{{shop.name}}}", "'{{{' would put a value in without protection; write two braces: {{customer.name}}")]
    [InlineData("{{customer.name}}", "'customer.name' may be missing; ")]
    [InlineData("<style data-inline>\ntd { x: y }</style>", "'td' cannot be styled in <style data-inline>; expected a, blockquote, ", 4)]
    [InlineData("<style data-inline>p { x: y }\np { x: y }</style>", "'p' is styled twice; put its declarations into one rule", 4)]
    public void Html_WithAFault_IsRefusedWithItsLine(string part, string fault, int line = 3)
    {
        string html = $"{MessageCases.Bare.Replace("\n", "", StringComparison.Ordinal)}\n\n{part}";
        string[] faults = MessageCases.Faults(MessageCases.ReadLayout(html, MessageCases.Bare));
        Assert.StartsWith($"{line}: {fault}", faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href=\"{{shop.url}}\">x</a>")]
    [InlineData("<a title=\"{{shop.name}}\" href='{{shop.url}}/a?b=c'>x</a>")]
    [InlineData("<img src=\"https://x.example/a.png\" alt=\"{{shop.name}}\" />")]
    [InlineData("<!-- a -- > {b} --><p>{{shop.name}}</p>")]
    [InlineData("<style>@media x { p { y: z }}</style>{{shop.name}}")]
    [InlineData("{{#if order}}<b>{{order.id}}</b>{{else}}<i>x</i>{{/if}}")]
    public void Html_WithFieldsInSafePlaces_IsTaken(string part) =>
        Assert.Empty(MessageCases.ReadLayout(MessageCases.Bare + part, MessageCases.Bare).Faults);

    [Theory]
    [InlineData("a<!-- note\n{{nobody}} -->b", "a\nb")]
    [InlineData("<!--[if mso]>a<![endif]-->", "<!--[if mso]>a<![endif]-->")]
    [InlineData("<!--[if !mso]><!-- -->a<!-- <![endif]-->", "<!--[if !mso]><!-- -->a<!-- <![endif]-->")]
    public void Comment_IsSentOnlyWhereOutlookReadsIt(string part, string expected)
    {
        MessageLayout layout = MessageCases.ReadLayout(MessageCases.Bare + part, MessageCases.Bare).Value!;
        string html = MessageRenderer.Render(MessageCases.Email("x"), layout, MessageCases.Minimal).Html;
        Assert.EndsWith(MessageCases.Unsubscribe.AbsoluteUri.Replace("&", "&amp;", StringComparison.Ordinal) + expected, html, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_ThatNamesTheSenderInACommentOnly_IsRefused() => Assert.Single(MessageCases.ReadLayout(
        MessageCases.Bare.Replace("{{shop.address}}", "<!-- {{shop.address}} -->", StringComparison.Ordinal), MessageCases.Bare).Faults);

    [Fact]
    public void Values_InTextOfTheLayout_AreNotEscapedForHtml()
    {
        MergeData data = MergeData.For(MessageCases.Sender with { LegalName = "A & B <C>" }, MessageCases.Unsubscribe);
        RenderedEmail email = MessageRenderer.Render(MessageCases.Email("x"), MessageCases.BareLayout, data);
        Assert.Contains("A & B <C>〒", email.Text, StringComparison.Ordinal);
        Assert.Contains("A &amp; B &lt;C&gt;〒", email.Html, StringComparison.Ordinal);
    }
}
