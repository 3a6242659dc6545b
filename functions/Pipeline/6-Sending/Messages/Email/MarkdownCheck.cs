using FollowUpFlows.Pipeline.Templates;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Refuses what a body must not hold: HTML of its own, and links that lead to text.</summary>
internal static class MarkdownCheck
{
    // HTML is read here in order to name it; where messages are rendered it is switched off.
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseCjkFriendlyEmphasis().Build();

    public static void Check(TemplateFile file, IReadOnlyList<TemplateNode> nodes, int firstLine)
    {
        MarkedLines lines = MarkedLines.Of(nodes, firstLine);
        foreach (MarkdownObject part in Markdown.Parse(lines.Text, Pipeline).Descendants())
        {
            if (FaultOf(part) is { } fault)
            {
                (int line, PartPlace? place) = lines.At(part.Line);
                file.Refuse(line, place?.Say(fault) ?? fault);
            }
        }
    }

    /// <summary>Whether the text reads the same where nothing understands Markdown. Dashes, and signs before entries, do.</summary>
    public static bool IsPlain(IReadOnlyList<TemplateNode> nodes) => !Markdown.Parse(MarkedLines.Of(nodes, 1).Text, Pipeline).Descendants()
        .Any(part => part is HeadingBlock { IsSetext: false } or FencedCodeBlock or EmphasisInline or LinkInline or AutolinkInline or CodeInline or HtmlEntityInline);

    private static string? FaultOf(MarkdownObject part) => part switch
    {
        HtmlBlock or HtmlInline => "HTML cannot be written here; use Markdown such as **bold**, or change the layout in _layout.html",
        AutolinkInline { IsEmail: false } link => LinkTarget.FaultOf(link.Url),
        LinkInline { IsImage: true } image => IsPicture(image.Url) ? null : "a picture needs an address that begins with https:// and holds no merge field",
        LinkInline link => LinkTarget.FaultOf(link.Url),
        _ => null,
    };

    private static bool IsPicture(string? target) =>
        target is not null && !MarkedText.HasMark(target) && (LinkTarget.IsAbsolute(target, "https") || IsAtThisMachine(target));

    /// <summary>Where things are tried out, the image library is on this machine alone.</summary>
    private static bool IsAtThisMachine(string target) => LinkTarget.IsAbsolute(target, "http") && new Uri(target).IsLoopback;
}
