using System.Text;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A checked text with merge fields. Rendering it cannot fail and is safe from several threads.</summary>
internal sealed class TextTemplate(IReadOnlyList<TemplateNode> nodes, Func<Dictionary<string, object>, string> render)
{
    public IReadOnlyList<TemplateNode> Nodes => nodes;

    /// <summary>The text that every customer gets, whatever their values: what stands outside of blocks and is no merge field.</summary>
    public string FixedText
    {
        get
        {
            StringBuilder text = new();
            foreach (TemplateNode.Literal literal in nodes.OfType<TemplateNode.Literal>())
            {
                text.Append(literal.Text);
            }

            return text.ToString();
        }
    }

    /// <summary>False when some customer would get an empty text.</summary>
    public bool IsNeverEmpty => NeverEmpty(nodes);

    public string Render(Dictionary<string, object> model) => render(model);

    private static bool NeverEmpty(IReadOnlyList<TemplateNode> nodes) => nodes.Any(n => n switch
    {
        TemplateNode.Literal literal => !string.IsNullOrWhiteSpace(literal.Text),
        TemplateNode.Field => true, // checked to have a value wherever it stands
        TemplateNode.If choice => NeverEmpty(choice.Then) && NeverEmpty(choice.Else),
        _ => false,
    });
}
