namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A piece of a message template.</summary>
/// <param name="Line">In the file, from 1; of what a part brings, the line that includes it.</param>
internal abstract record TemplateNode(int Line)
{
    /// <summary>Where it is written; null when that is the file itself.</summary>
    public PartPlace? From { get; init; }

    /// <summary>The same as what a part brings to a line of another file.</summary>
    /// <param name="partId">The part in which it stands, if it did not come from another part there.</param>
    public TemplateNode IncludedAt(int line, string partId)
    {
        TemplateNode moved = this switch
        {
            If choice => choice with { Then = Moved(choice.Then), Else = Moved(choice.Else) },
            Each each => each with { Body = Moved(each.Body) },
            _ => this,
        };
        return moved with { Line = line, From = From ?? new PartPlace(partId, Line) };

        IReadOnlyList<TemplateNode> Moved(IReadOnlyList<TemplateNode> nodes) => [.. nodes.Select(n => n.IncludedAt(line, partId))];
    }

    public sealed record Literal(int Line, string Text) : TemplateNode(Line);

    public sealed record Field(int Line, string Name) : TemplateNode(Line);

    public sealed record If(int Line, string Name, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode(Line);

    public sealed record Each(int Line, string Name, IReadOnlyList<TemplateNode> Body) : TemplateNode(Line);
}

/// <summary>A line of a part.</summary>
/// <param name="Line">In the part's file, from 1.</param>
internal sealed record PartPlace(string PartId, int Line)
{
    /// <summary>A fault there, said where the part is included.</summary>
    public string Say(string message) => $"in the part '{PartId}', line {Line}: {message}";
}
