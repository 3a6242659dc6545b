namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Where a link may lead: an address that the marketer wrote, or a merge field that is known to hold one.</summary>
internal static class LinkTarget
{
    private static readonly string[] Schemes = ["https", "http", "mailto", "tel"];

    /// <summary>Null when the link is safe. Values are marks here: one at the start is an address as a whole.</summary>
    public static string? FaultOf(string? target) => FaultOf(target, Schemes);

    private static string? FaultOf(string? target, string[] schemes) => target switch
    {
        null or "" => "a link needs an address in round brackets",
        _ when MarkedText.Leading(target) is { IsLink: true, After: string after } => FaultOfRest(after),
        _ when MarkedText.Leading(target) is not null => $"a text is no address; a link can lead to {LinkNames}",
        _ when MarkedText.HasMark(target) => "an address must begin with a link such as {{shop.url}}, or hold no merge field at all",
        _ when IsAbsolute(target, schemes) => null,
        _ => $"'{target}' is not an address; write it in full, beginning with {string.Join(", ", schemes.Select(s => s + ":"))}",
    };

    /// <summary>The same for a text with merge fields that is an address as a whole.</summary>
    public static string? FaultOf(IReadOnlyList<TemplateNode> nodes, string[] schemes)
    {
        if (nodes.Any(n => n is TemplateNode.If or TemplateNode.Each))
        {
            return "an address cannot hold {{#if}} or {{#each}}";
        }

        return FaultOf(string.Concat(nodes.Select(MarkOf)), schemes);
    }

    public static string MarkOf(TemplateNode node) => node switch
    {
        TemplateNode.Literal literal => literal.Text,
        TemplateNode.Field field => MarkedText.Mark(0, MergeFields.Find(field.Name)?.Kind == MergeKind.Link),
        _ => "",
    };

    private static string LinkNames =>
        string.Join(", ", MergeFields.All.Where(f => f.Kind == MergeKind.Link).Select(f => $"{{{{{f.Name}}}}}"));

    public static bool IsAbsolute(string target, params string[] schemes) =>
        Uri.TryCreate(target, UriKind.Absolute, out Uri? address) && schemes.Contains(address.Scheme);

    // "{{shop.url}}.example.net" would lead to somebody else's site.
    private static string? FaultOfRest(string rest) =>
        MarkedText.HasMark(rest) ? "an address can hold one merge field, at its beginning"
        : rest.Length == 0 || rest[0] is '/' or '?' or '#' ? null
        : "behind the merge field an address must go on with '/', '?' or '#'";
}
