using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads a part: its name in YAML between two lines of dashes, then Markdown.</summary>
internal static class PartReader
{
    private const int NameLengthMax = 60;

    public static MessagePart? Read(TemplateFile file, string id, string text, PartSource source)
    {
        if (EmailTemplateReader.Split(text) is not (var settings, var body, var bodyLine))
        {
            file.Refuse(1, "expected '---', then 'name: …', then '---', then the words of the part");
            return null;
        }

        // An empty first line instead of the dashes, so that lines keep their numbers.
        if (file.Parse("\n" + settings) is not { } root)
        {
            return null;
        }

        LocalText name = ReadName(root);
        root.RefuseOtherKeys();
        string words = body.Trim('\n', ' ', '\t');
        int firstLine = bodyLine + body.AsSpan(0, body.Length - body.TrimStart('\n', ' ', '\t').Length).Count('\n');
        CheckEnds(file, words, firstLine);
        FieldScope scope = new(new Dictionary<string, string>(), []) { IsLenient = true };
        TextTemplate? template = TemplateCompiler.Compile(file, words, firstLine, scope, parts: source);
        if (template is not null)
        {
            MarkdownCheck.Check(file, template.Nodes, firstLine);
        }

        if (template is not null && source.Depth >= PartSource.DepthMax)
        {
            file.Refuse(firstLine, $"more than {PartSource.DepthMax} parts inside each other ({string.Join(", ", source.Used)}); write the words of the innermost one out");
        }

        return file.Faults.Count > 0
            ? null
            : new MessagePart(id, name, template!) { IsPlain = MarkdownCheck.IsPlain(template!.Nodes), Inner = source.Used, Depth = source.Depth + 1 };
    }

    private static LocalText ReadName(TemplateMap root)
    {
        if (!root.Has("name"))
        {
            root.RequiredText("name");
            return new LocalText("", "");
        }

        LocalText name = root.LocalText("name", "");
        foreach (string text in new[] { name.Ja, name.En }.Distinct())
        {
            if (text.Length > NameLengthMax || text.Any(char.IsControl))
            {
                root.Refuse("name", $"'name' must be one line of at most {NameLengthMax} characters");
            }
        }

        return name;
    }

    /// <summary>A brace or backslash at an end would run together with a tag beside the part.</summary>
    private static void CheckEnds(TemplateFile file, string words, int firstLine)
    {
        if (words.Length == 0)
        {
            file.Refuse(firstLine, "the part is empty; write its words behind the second '---'");
        }
        else if (words[0] == '}')
        {
            file.Refuse(firstLine, "a part cannot begin with '}'; put another character before it");
        }
        else if (words[^1] is '{' or '\\')
        {
            file.Refuse(firstLine + words.AsSpan().Count('\n'), $"a part cannot end with '{words[^1]}'; put another character behind it");
        }
    }
}
