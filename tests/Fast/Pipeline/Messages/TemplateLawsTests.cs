using System.Text.Json;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Messages;

/// <summary>Whatever a marketer writes is either refused when it is read, or can be rendered for every customer.</summary>
public sealed class TemplateLawsTests
{
    private static readonly MergeData[] Customers =
        [MessageCases.Minimal, MessageCases.Full, MessageCases.WithItems(3).WithCustomer("{{x}} <b> [y](javascript:z)")];

    /// <summary>Texts made of everything that means something to the language, to Markdown, or to HTML.</summary>
    private static Gen<string> Texts =>
        from pieces in Gen.Frequency(
            (3, Gen.Elements("{{shop.name}}", "{{shop.url}}", "{{customer.nameWithHonorific}}", "{{#if order}}", "{{else}}", "{{/if}}")),
            (3, Gen.Elements("{{#each order.items}}", "{{name}}", "{{quantity}}", "{{/each}}", "{{order.id}}", "{{#if customer.name}}", "{{customer.name}}")),
            (2, Gen.Elements("x", " ", "\n", "\n\n", "お", "。", "- ", "1. ", "# ", "> ", "    ", "**", "*", "`", "---", "|", "&amp;", "&#")),
            (2, Gen.Elements("[a](", ")", "![", "](https://a.example)", "<", ">", "</p>", "<p title=\"", "\"", "'", "<!-- ", "-->", "<a href=\"")),
            (1, Gen.Elements("{", "}", "{{", "}}", "{{{", "\\", "{{!", "｛｛", "\uFDD0", "\uFDD1", "%EF%B7%90", "\uD83D", "\0", "\r"))).ListOf()
        select string.Concat(pieces);

    [Fact]
    public void Email_IsRefusedOrRenders() => Law.Holds(Texts, text =>
    {
        TemplateReading<EmailTemplate> reading = MessageReader.ReadEmail("m.email.md", $"---\nsubject: s\n---\nx {text}");
        return IsRefused(reading) || Customers.All(c => IsWhole(MessageRenderer.Render(reading.Value!, MessageCases.BareLayout, c)));
    });

    [Fact]
    public void Layout_IsRefusedOrRenders() => Law.Holds(Texts, text =>
    {
        TemplateReading<MessageLayout> reading = MessageCases.ReadLayout(MessageCases.Bare + text, MessageCases.Bare + text);
        return IsRefused(reading) || Customers.All(c => MessageRenderer.Render(MessageCases.Email("x"), reading.Value!, c).Html.Length > 0);
    });

    [Fact]
    public void Line_IsRefusedOrRenders() => Law.Holds(Texts, text =>
    {
        // A JSON string is a YAML string too.
        string yaml = $"messages: [ {{ type: text, text: {JsonSerializer.Serialize("x" + text)} }} ]";
        TemplateReading<LineTemplate> reading = MessageReader.ReadLine("m.line.yaml", yaml);
        return IsRefused(reading) || Customers.All(c => MessageRenderer.Render(reading.Value!, c) is LineRendering.Rendered);
    });

    private static bool IsRefused<T>(TemplateReading<T> reading)
        where T : class => reading.Value is null && reading.Faults.Count > 0;

    private static bool IsWhole(RenderedEmail email) =>
        !email.Html.Contains("javascript:z\"", StringComparison.Ordinal) && (email.Html + email.Text).All(c => c is not (>= '\uFDD0' and <= '\uFDEF'));
}
