using System.Text;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Checks every merge field of a text against the catalogue and turns the text into a compiled template.</summary>
internal sealed class TemplateCompiler(TemplateFile file)
{
    private static readonly string[] Honorifics = ["様", "さま", "さん", "殿"];
    private readonly StringBuilder source = new();
    private bool isSound = true;

    /// <summary>Null, with faults, when the text cannot be used.</summary>
    /// <param name="firstLine">Of the text in its file.</param>
    /// <param name="parts">Null where no parts may stand.</param>
    public static TextTemplate? Compile(
        TemplateFile file, string text, int firstLine, FieldScope scope, ValueEscape escape = ValueEscape.None, PartSource? parts = null)
    {
        if (TemplateParser.Parse(file, text, firstLine, parts) is not { } nodes)
        {
            return null;
        }

        TemplateCompiler compiler = new(file);
        compiler.Write(nodes, scope);
        return compiler.isSound ? new TextTemplate(nodes, TemplateEngine.Compile(compiler.source.ToString(), escape)) : null;
    }

    private void Write(IReadOnlyList<TemplateNode> nodes, FieldScope scope)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            switch (nodes[i])
            {
                case TemplateNode.Literal literal:
                    source.Append(literal.Text);
                    break;
                case TemplateNode.Field node:
                    WriteField(node, scope);
                    CheckHonorific(node, (nodes.ElementAtOrDefault(i + 1) as TemplateNode.Literal)?.Text.TrimStart(), scope);
                    break;
                case TemplateNode.If node:
                    WriteIf(node, scope);
                    break;
                case TemplateNode.Each node:
                    WriteEach(node, scope);
                    break;
            }
        }
    }

    private void WriteField(TemplateNode.Field node, FieldScope scope)
    {
        if (Find(node, node.Name, scope, MergeKind.Text, MergeKind.Link) is not { } field)
        {
            return;
        }

        if (!scope.IsSure(field))
        {
            string group = field.Presence == MergePresence.WithGroup ? field.Group : node.Name;
            string own = field.List is null ? $", or give it a text under 'defaults'" : "";
            Refuse(node, $"'{node.Name}' may be missing; put {{{{#if {group}}}}}…{{{{/if}}}} around it{own}");
        }

        bool isBody = ReferenceEquals(field, LayoutSlots.Body);
        source.Append(isBody ? "{{{" : "{{").Append(scope.Path(field)).Append(isBody ? "}}}" : "}}");
    }

    private void WriteIf(TemplateNode.If node, FieldScope scope)
    {
        if (Find(node, node.Name, scope, MergeKind.Text, MergeKind.Link, MergeKind.List, MergeKind.Group) is not { } field)
        {
            return;
        }

        source.Append("{{#if ").Append(scope.HasPath(field)).Append("}}");
        Write(node.Then, scope.Where(field));
        source.Append("{{else}}");
        Write(node.Else, scope);
        source.Append("{{/if}}");
    }

    private void WriteEach(TemplateNode.Each node, FieldScope scope)
    {
        if (Find(node, node.Name, scope, MergeKind.List) is not { } field)
        {
            return;
        }

        source.Append("{{#each ").Append(scope.Path(field)).Append("}}");
        Write(node.Body, scope.In(field));
        source.Append("{{/each}}");
    }

    private MergeField? Find(TemplateNode node, string name, FieldScope scope, params MergeKind[] kinds)
    {
        MergeField? field = scope.Find(name);
        if (field is not null && kinds.Contains(field.Kind))
        {
            return field;
        }

        Refuse(node, field switch
        {
            { Kind: MergeKind.List } => $"'{name}' is a list; write {{{{#each {name}}}}}…{{{{/each}}}}",
            { Kind: MergeKind.Group } => $"'{name}' stands for several merge fields; write one of them, for example {name}.id",
            { } => $"'{name}' is not a list; only {scope.Names([MergeKind.List])} can be repeated",
            null => $"'{name}' is not a merge field here; expected one of {scope.Names(kinds)}",
        });
        return null;
    }

    /// <summary>お客さま様 must not reach a customer.</summary>
    private void CheckHonorific(TemplateNode.Field node, string? next, FieldScope scope)
    {
        bool addsOne = next is not null && Honorifics.Any(h => next.StartsWith(h, StringComparison.Ordinal));
        bool hasOne = node.Name == MergeFields.CustomerNameWithHonorific
            || (node.Name == MergeFields.CustomerName
                && scope.Defaults.TryGetValue(node.Name, out string? text)
                && Honorifics.Any(h => text.EndsWith(h, StringComparison.Ordinal)));
        if (addsOne && hasOne)
        {
            string right = $"{{{{{MergeFields.CustomerNameWithHonorific}}}}}";
            Refuse(node, $"an honorific would stand twice (お客さま様); write {right} and nothing behind it");
        }
    }

    private void Refuse(TemplateNode node, string message)
    {
        isSound = false;
        file.Refuse(node.Line, node.From?.Say(message) ?? message);
    }
}
