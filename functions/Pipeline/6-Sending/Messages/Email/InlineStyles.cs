using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What the layout wants written on each element of a body: several mail programs drop style sheets.</summary>
/// <param name="byElement">CSS declarations by element name.</param>
internal sealed class InlineStyles(IReadOnlyDictionary<string, string> byElement)
{
    /// <summary>The elements that Markdown makes.</summary>
    public static IReadOnlyList<string> Elements { get; } =
        ["a", "blockquote", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "strong", "ul"];

    /// <summary>Null when the layout says nothing about it.</summary>
    public string? For(MarkdownObject part) => ElementOf(part) is { } element ? byElement.GetValueOrDefault(element) : null;

    private static string? ElementOf(MarkdownObject part) => part switch
    {
        HeadingBlock heading => "h" + "123456"[heading.Level - 1],
        ParagraphBlock => "p",
        ListBlock list => list.IsOrdered ? "ol" : "ul",
        ListItemBlock => "li",
        QuoteBlock => "blockquote",
        CodeBlock => "pre",
        ThematicBreakBlock => "hr",
        LinkInline link => link.IsImage ? "img" : "a",
        AutolinkInline => "a",
        EmphasisInline emphasis => emphasis.DelimiterCount == 2 ? "strong" : "em",
        CodeInline => "code",
        _ => null,
    };
}
