namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>What a Bicep file declares.</summary>
/// <param name="path">Below <c>infra/</c>.</param>
internal sealed class BicepFile(string path, BicepNode root)
{
    public string Path { get; } = path;

    public BicepNode Root { get; } = root;

    public IReadOnlyList<Parameter> Parameters { get; } = [.. Decorated(root, "parameter_declaration").Select(d => new Parameter(
        d.Node.Children[0].Text, d.Node, d.Node.Children.Count == 2, d.Decorators.Contains("description"), d.Decorators.Contains("secure")))];

    public IReadOnlyList<Declaration> Variables { get; } = [.. Of(root, "variable_declaration")];

    public IReadOnlyList<Declaration> Outputs { get; } = [.. Of(root, "output_declaration")];

    public IReadOnlyList<Resource> Resources { get; } = [.. Of(root, "resource_declaration").Select(d => new Resource(
        d.Name, d.Node.Children[1].Literal(), d.Node.Text.Contains(" existing =", StringComparison.Ordinal), Body(d.Node), d.Node))];

    public IReadOnlyList<Module> Modules { get; } = [.. Of(root, "module_declaration").Select(d => new Module(
        d.Name, d.Node.Children[1].Literal(), Body(d.Node), d.Node))];

    /// <summary>Symbols that expressions of the file may use.</summary>
    public IEnumerable<string> Symbols => Parameters.Select(p => p.Name)
        .Concat(Variables.Select(v => v.Name)).Concat(Resources.Select(r => r.Symbol)).Concat(Modules.Select(m => m.Symbol));

    private static IEnumerable<Declaration> Of(BicepNode root, string type) =>
        root.Children.Where(c => c.Type == type).Select(c => new Declaration(c.Children[0].Text, c));

    /// <summary>Decorators stand before what they decorate.</summary>
    private static IEnumerable<(BicepNode Node, string[] Decorators)> Decorated(BicepNode root, string type) => root.Children.Index()
        .Where(c => c.Item.Type == type)
        .Select(c => (c.Item, c.Index > 0 && root.Children[c.Index - 1] is { Type: "decorators" } before ? NamesOf(before) : []));

    private static string[] NamesOf(BicepNode decorators) =>
        [.. decorators.Descendants().Where(n => n.Field == "function").Select(n => n.Text)];

    /// <summary>The object of a declaration, also of one that is conditional or repeated.</summary>
    private static BicepNode? Body(BicepNode declaration) => declaration.Children
        .SelectMany(c => c.Type is "if_statement" or "for_statement" ? c.Children : [c]).LastOrDefault(c => c.Type == "object");

    internal sealed record Declaration(string Name, BicepNode Node);

    /// <param name="IsRequired">It has no default.</param>
    internal sealed record Parameter(string Name, BicepNode Node, bool IsRequired, bool IsDescribed, bool IsSecure);

    /// <param name="Type">With the version of the API.</param>
    internal sealed record Resource(string Symbol, string Type, bool IsExisting, BicepNode? Body, BicepNode Node);

    internal sealed record Module(string Symbol, string Path, BicepNode? Body, BicepNode Node);
}
