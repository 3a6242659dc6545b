namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>A node of the syntax tree of a Bicep text, as <c>tests/tools/bicep/parse.mjs</c> writes it.</summary>
/// <param name="Field">What it is to its parent, where the grammar names that.</param>
/// <param name="IsFault">The text could not be read here, or something is missing.</param>
internal sealed record BicepNode(string Type, string? Field, int Line, string Text, bool IsFault, IReadOnlyList<BicepNode> Children)
{
    public IEnumerable<BicepNode> Descendants() => Children.SelectMany(c => c.Descendants().Prepend(c));

    /// <summary>The properties of an object, by key; an interpolated part of a key counts as <c>*</c>.</summary>
    public IReadOnlyDictionary<string, BicepNode> Properties() => Children
        .Where(c => c.Type == "object_property" && c.Children.Count == 2)
        .GroupBy(c => KeyOf(c.Children[0])).ToDictionary(g => g.Key, g => g.First().Children[1], StringComparer.Ordinal);

    /// <summary>The text of a string without its quotes; an interpolated part is <c>*</c>.</summary>
    public string Literal() => string.Concat(Children.Select(c => c.Type == "interpolation" ? "*" : c.Text));

    private static string KeyOf(BicepNode key) => key.Type == "string" ? key.Literal() : key.Text;
}
