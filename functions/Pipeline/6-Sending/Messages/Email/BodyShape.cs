using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A body after Markdown, as HTML and as plain text, with marks where values belong.</summary>
internal sealed record BodyShape(MarkedText Html, MarkedText Text)
{
    /// <summary>Markdown as marketers expect it: a line break is a line break, and emphasis works beside 「」.</summary>
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().UseCjkFriendlyEmphasis().Build();

    public static BodyShape Read(string markdown, InlineStyles styles)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        foreach (MarkdownObject part in document.Descendants())
        {
            // Only a block inside an address, which the check at load cannot follow, could get here: the text stays, it leads nowhere.
            switch (part)
            {
                case LinkInline link when LinkTarget.FaultOf(link.Url) is not null:
                    link.Url = "";
                    break;
                case AutolinkInline { IsEmail: false } link when LinkTarget.FaultOf(link.Url) is not null:
                    link.Url = "";
                    break;
            }

            if (styles.For(part) is { } style)
            {
                part.GetAttributes().AddProperty("style", style);
            }
        }

        return new BodyShape(new MarkedText(ToHtml(document)), new MarkedText(PlainTextWriter.Write(document)));
    }

    private static string ToHtml(MarkdownDocument document)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        HtmlRenderer renderer = new(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return writer.ToString();
    }
}
