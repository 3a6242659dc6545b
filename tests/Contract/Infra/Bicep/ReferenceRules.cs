namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>What the Bicep compiler would say first: that a text can be read, and that everything it names exists.</summary>
internal static class ReferenceRules
{
    private static readonly HashSet<string> Functions =
    [
        "concat", "contains", "empty", "guid", "items", "join", "length", "loadJsonContent", "replace", "resourceGroup", "resourceId", "subscription",
        "subscriptionResourceId", "tenant", "toLower", "union", "uniqueString",
    ];

    private static readonly HashSet<string> Decorators = ["allowed", "description", "maxLength", "maxValue", "minLength", "minValue", "secure"];

    public static IEnumerable<string> Findings(BicepTree tree) => tree.Files.SelectMany(f =>
        f.Root.Descendants().Any(n => n.IsFault)
            ? [.. f.Root.Descendants().Where(n => n.IsFault).Take(1).Select(n => Say(f, n, "cannot be read from here on"))]
            : Modules(tree, f).Concat(Outputs(tree, f)).Concat(Names(f)).Concat(Unused(f)).Concat(Parameters(f)).Concat(Shapes(f)));

    private static IEnumerable<string> Modules(BicepTree tree, BicepFile file)
    {
        foreach (BicepFile.Module module in file.Modules)
        {
            if (tree.Files.FirstOrDefault(f => f.Path == Beside(file, module.Path)) is not { } target)
            {
                yield return Say(file, module.Node, $"there is no file {module.Path}");
                continue;
            }

            IEnumerable<string> passed = module.Body?.Properties().GetValueOrDefault("params")?.Properties().Keys ?? [];
            foreach (string name in passed.Except(target.Parameters.Select(p => p.Name)))
            {
                yield return Say(file, module.Node, $"{module.Path} has no parameter {name}");
            }

            foreach (string name in target.Parameters.Where(p => p.IsRequired).Select(p => p.Name).Except(passed))
            {
                yield return Say(file, module.Node, $"{module.Path} needs the parameter {name}");
            }
        }
    }

    private static IEnumerable<string> Outputs(BicepTree tree, BicepFile file) =>
        from node in file.Root.Descendants()
        where node.Type == "member_expression" && node.Children[0] is { Type: "member_expression" } outputs && outputs.Children[^1].Text == "outputs"
        let module = file.Modules.FirstOrDefault(m => m.Symbol == node.Children[0].Children[0].Text)
        where module is not null
        let target = tree.Files.FirstOrDefault(f => f.Path == Beside(file, module.Path))
        where target is not null && !target.Outputs.Any(o => o.Name == node.Children[^1].Text)
        select Say(file, node, $"{module.Path} has no output {node.Children[^1].Text}");

    private static IEnumerable<string> Names(BicepFile file) => Uses(file.Root, [.. file.Symbols])
        .Where(u => !u.IsKnown).Select(u => Say(file, u.Node, $"nothing is called {u.Node.Text}"));

    private static IEnumerable<string> Unused(BicepFile file)
    {
        HashSet<string> used = [.. Uses(file.Root, []).Select(u => u.Node.Text)];
        return file.Parameters.Select(p => new BicepFile.Declaration(p.Name, p.Node)).Concat(file.Variables)
            .Where(d => !used.Contains(d.Name)).Select(d => Say(file, d.Node, $"{d.Name} is never used"));
    }

    private static IEnumerable<string> Parameters(BicepFile file) =>
        file.Parameters.Where(p => !p.IsDescribed).Select(p => Say(file, p.Node, $"{p.Name} has no description"));

    /// <summary>Modules are all for the one resource group, and what is conditional is only used where it is there.</summary>
    private static IEnumerable<string> Shapes(BicepFile file)
    {
        foreach (BicepFile.Module module in file.Modules.Where(m => m.Body?.Properties().ContainsKey("name") != true || !m.Body.Properties().ContainsKey("scope")))
        {
            yield return Say(file, module.Node, $"{module.Symbol} needs a name and a scope");
        }

        foreach (BicepFile.Resource resource in file.Resources.Where(r => r.Body?.Properties().ContainsKey("name") != true))
        {
            yield return Say(file, resource.Node, $"{resource.Symbol} needs a name");
        }

        HashSet<string> conditional = [.. file.Modules.Where(m => m.Node.Children.Any(c => c.Type == "if_statement")).Select(m => m.Symbol)];
        foreach (BicepNode use in file.Root.Descendants().Where(n =>
            n.Type == "member_expression" && n.Children[^1].Text == "outputs" && conditional.Contains(n.Children[0].Text) && !n.Text.Contains("!.", StringComparison.Ordinal)))
        {
            yield return Say(file, use, $"{use.Children[0].Text} is conditional: write {use.Children[0].Text}!.outputs, where the condition holds");
        }
    }

    /// <summary>Every name that an expression uses, and whether it is known there.</summary>
    private static IEnumerable<(BicepNode Node, bool IsKnown)> Uses(BicepNode node, HashSet<string> known)
    {
        if (node.Type == "for_statement")
        {
            known = [.. known, .. Loop(node).Select(n => n.Text)];
        }

        IEnumerable<BicepNode> parts = node.Type is "for_statement" ? node.Children.Except(Loop(node))
            : node.Type == "object_property" && node.Children[0].Type == "identifier" ? node.Children.Skip(1)
            : node.Type.EndsWith("_declaration", StringComparison.Ordinal) ? node.Children.Skip(1).Where(c => c.Type != "type")
            : node.Children;
        foreach (BicepNode part in parts)
        {
            if (part.Type != "identifier")
            {
                foreach ((BicepNode, bool) use in Uses(part, known))
                {
                    yield return use;
                }
            }
            else if (part.Field != "function" || node.Type != "call_expression")
            {
                yield return (part, known.Contains(part.Text));
            }
            else if (!Functions.Contains(part.Text) && !Decorators.Contains(part.Text))
            {
                yield return (part, false);
            }
        }
    }

    private static IEnumerable<BicepNode> Loop(BicepNode loop) =>
        loop.Children[0].Type == "for_loop_parameters" ? loop.Children[0].Children : loop.Children.Where(c => c.Field == "initializer");

    private static string Beside(BicepFile file, string path) =>
        Path.Combine(Path.GetDirectoryName(file.Path)!, path).Replace('\\', '/');

    internal static string Say(BicepFile file, BicepNode node, string text) => $"{file.Path}:{node.Line}: {text}";
}
