using System.Text;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A checked text with merge fields. Rendering it cannot fail and is safe from several threads.</summary>
internal sealed class TextTemplate(IReadOnlyList<TemplateNode> nodes, Func<Dictionary<string, object>, string> render)
{
    public IReadOnlyList<TemplateNode> Nodes => nodes;

    /// <summary>Characters that are no merge fields, those inside of blocks included.</summary>
    public int Length => LengthOf(nodes);

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

    private static int LengthOf(IReadOnlyList<TemplateNode> nodes) => nodes.Sum(n => n switch
    {
        TemplateNode.Literal literal => literal.Text.Length,
        TemplateNode.If choice => LengthOf(choice.Then) + LengthOf(choice.Else),
        TemplateNode.Each each => LengthOf(each.Body),
        _ => 0,
    });

    private static bool NeverEmpty(IReadOnlyList<TemplateNode> nodes) => nodes.Any(n => n switch
    {
        TemplateNode.Literal literal => !string.IsNullOrWhiteSpace(literal.Text),
        TemplateNode.Field => true, // checked to have a value wherever it stands
        TemplateNode.If choice => NeverEmpty(choice.Then) && NeverEmpty(choice.Else),
        _ => false,
    });
}
