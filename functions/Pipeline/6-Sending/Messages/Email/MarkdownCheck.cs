using System.Text;
using FollowUpFlows.Pipeline.Templates;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Refuses what a body must not hold: HTML of its own, and links that lead to text.</summary>
internal sealed class MarkdownCheck(TemplateFile file, int firstLine)
{
    // HTML is read here in order to name it; where messages are rendered it is switched off.
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseCjkFriendlyEmphasis().Build();
    private readonly StringBuilder marked = new();

    public static void Check(TemplateFile file, IReadOnlyList<TemplateNode> nodes, int firstLine) =>
        new MarkdownCheck(file, firstLine).Check(nodes);

    private void Check(IReadOnlyList<TemplateNode> nodes)
    {
        Write(nodes);
        foreach (MarkdownObject part in Markdown.Parse(marked.ToString(), Pipeline).Descendants())
        {
            switch (part)
            {
                case HtmlBlock or HtmlInline:
                    Refuse(part, "HTML cannot be written here; use Markdown such as **bold**, or change the layout in _layout.html");
                    break;
                case AutolinkInline { IsEmail: false } link when LinkTarget.FaultOf(link.Url) is { } fault:
                    Refuse(part, fault);
                    break;
                case LinkInline { IsImage: true } image when !IsPicture(image.Url):
                    Refuse(part, "a picture needs an address that begins with https:// and holds no merge field");
                    break;
                case LinkInline { IsImage: false } link when LinkTarget.FaultOf(link.Url) is { } fault:
                    Refuse(part, fault);
                    break;
            }
        }
    }

    /// <summary>The body with a mark for each field, line for line; of a choice both sides.</summary>
    private void Write(IReadOnlyList<TemplateNode> nodes)
    {
        foreach (TemplateNode node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Literal or TemplateNode.Field:
                    marked.Append(LinkTarget.MarkOf(node));
                    break;
                case TemplateNode.If choice:
                    Write(choice.Then);
                    Write(choice.Else);
                    break;
                case TemplateNode.Each each:
                    Write(each.Body);
                    break;
            }
        }
    }

    private static bool IsPicture(string? target) =>
        target is not null && !MarkedText.HasMark(target) && LinkTarget.IsAbsolute(target, "https");

    private void Refuse(MarkdownObject part, string message) => file.Refuse(firstLine + part.Line, message);
}
