namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A part of a message template.</summary>
/// <param name="Line">In the file, from 1.</param>
internal abstract record TemplateNode(int Line)
{
    public sealed record Literal(int Line, string Text) : TemplateNode(Line);

    public sealed record Field(int Line, string Name) : TemplateNode(Line);

    public sealed record If(int Line, string Name, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode(Line);

    public sealed record Each(int Line, string Name, IReadOnlyList<TemplateNode> Body) : TemplateNode(Line);
}
