using System.Text;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A body with a mark for each field, of a choice both sides, and where each of its lines is written.</summary>
internal sealed class MarkedLines
{
    private readonly StringBuilder text = new();
    private readonly List<(int Line, PartPlace? From)> places;

    private MarkedLines(int firstLine) => places = [(firstLine, null)];

    public string Text => text.ToString();

    /// <param name="firstLine">Of the body in its file.</param>
    public static MarkedLines Of(IReadOnlyList<TemplateNode> nodes, int firstLine)
    {
        MarkedLines lines = new(firstLine);
        lines.Write(nodes);
        return lines;
    }

    /// <summary>The line of the file, from 1, and the line of the part that brought it.</summary>
    /// <param name="index">From 0.</param>
    public (int Line, PartPlace? From) At(int index) => places[Math.Min(index, places.Count - 1)];

    private void Write(IReadOnlyList<TemplateNode> nodes)
    {
        foreach (TemplateNode node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Literal or TemplateNode.Field:
                    Write(node);
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

    private void Write(TemplateNode node)
    {
        if (text.Length == 0 || text[^1] == '\n')
        {
            places[^1] = (node.Line, node.From);
        }

        string marked = LinkTarget.MarkOf(node);
        text.Append(marked);
        for (int below = 1; below <= marked.AsSpan().Count('\n'); below++)
        {
            // What a part brings is all written in one line of the file.
            places.Add(node.From is { } place ? (node.Line, place with { Line = place.Line + below }) : (node.Line + below, null));
        }
    }
}
