using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Brings parts into the texts of one file, and remembers which.</summary>
/// <param name="parts">Null where the file is read alone: something stands in for each of them.</param>
/// <param name="areWords">Whether Markdown would be shown as it stands: on LINE.</param>
internal sealed class PartSource(MessageParts? parts, bool areWords = false)
{
    /// <summary>Parts inside each other.</summary>
    public const int DepthMax = 3;

    /// <summary>Characters that parts may bring to one file: more than any message can have.</summary>
    private const int LengthMax = 200_000;

    private readonly SortedSet<string> used = new(StringComparer.Ordinal);
    private readonly List<TemplateFault> faults = [];
    private int length;

    /// <summary>Those that were brought in, and what they include, ordinal.</summary>
    public IReadOnlySet<string> Used => used;

    /// <summary>Of the parts' own files.</summary>
    public IReadOnlyList<TemplateFault> Faults => [.. faults.Distinct()];

    /// <summary>How many parts stand inside each other, at most.</summary>
    public int Depth { get; private set; }

    /// <summary>What the part says, or why it cannot stand there.</summary>
    /// <param name="line">That includes it.</param>
    public (IReadOnlyList<TemplateNode>? Nodes, string? Fault) Include(string id, int line)
    {
        if (parts is null)
        {
            return ([new TemplateNode.Literal(line, "…")], null);
        }

        if (parts.CircleOf(id) is { } circle)
        {
            return (null, $"parts include each other in a circle ({circle}); take '{{{{> {id}}}}}' out of one of them");
        }

        if (parts.Read(id) is not { } reading)
        {
            string others = parts.Ids is { Count: > 0 } ids ? $", or name one of {string.Join(", ", ids)}" : "";
            return (null, $"there is no part '{id}'; write it as '{PartNames.PathOf(id)}'{others}");
        }

        faults.AddRange(reading.Faults);
        if (reading.Value is not { } part)
        {
            return (null, $"the part '{id}' cannot be used before its own faults are mended");
        }

        Depth = Math.Max(Depth, part.Depth);
        length += part.Text.Length;
        used.Add(id);
        used.UnionWith(part.Inner);
        return areWords && !part.IsPlain ? (null, $"the part '{id}' holds Markdown such as **bold** or [words](address), which LINE shows as it stands; write a part of plain words for LINE")
            : length > LengthMax ? (null, $"the parts of this file have more than {LengthMax} characters together")
            : ([.. part.Text.Nodes.Select(n => n.IncludedAt(line, id))], null);
    }
}
