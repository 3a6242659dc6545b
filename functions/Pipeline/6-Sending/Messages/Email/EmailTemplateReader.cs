using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads an e-mail: YAML between two lines of dashes, then Markdown.</summary>
internal static partial class EmailTemplateReader
{
    public static EmailTemplate? Read(TemplateFile file, string id, string text, PartSource source)
    {
        if (Split(text) is not (var settings, var words, var firstLine))
        {
            file.Refuse(1, "expected '---', then subject and other settings, then '---', then the text of the message");
            return null;
        }

        // An empty first line instead of the dashes, so that lines keep their numbers.
        if (file.Parse("\n" + settings) is not { } root)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> defaults = DefaultsReader.Read(root);
        MessagePurpose purpose = ReadPurpose(root);
        MessageContent? declares = ContentReader.Read(root);
        FieldScope scope = new(defaults, []);
        TextTemplate? subject = ReadHeader(file, root, "subject", root.RequiredText("subject"), scope);
        TextTemplate? preheader = ReadHeader(file, root, "preheader", root.OptionalText("preheader"), scope);
        TextTemplate? body = ReadBody(file, words, firstLine, scope, source);
        root.RefuseOtherKeys();
        return file.Faults.Count > 0
            ? null
            : new EmailTemplate(id, purpose, new EmailContent(subject!, preheader, new EmailBody(body!), defaults)) { Declares = declares, Parts = source.Used };
    }

    /// <summary>The settings between two lines of dashes, what follows them, and in which line that begins; null where there are none.</summary>
    public static (string Settings, string Body, int BodyLine)? Split(string text) => Halves().Match(text) is { Success: true } halves
        ? (halves.Groups["settings"].Value, halves.Groups["body"].Value, 1 + text.AsSpan(0, halves.Groups["body"].Index).Count('\n'))
        : null;

    private static MessagePurpose ReadPurpose(TemplateMap root)
    {
        switch (root.OptionalText("purpose"))
        {
            case null or "marketing":
                return MessagePurpose.Marketing;
            case "transactional":
                return MessagePurpose.Transactional;
            case { } other:
                root.Refuse("purpose", $"'purpose' must be marketing or transactional, not '{other}'");
                return MessagePurpose.Marketing;
        }
    }

    private static TextTemplate? ReadHeader(TemplateFile file, TemplateMap root, string key, string? text, FieldScope scope)
    {
        if (text is null or "")
        {
            return null;
        }

        if (text.Trim().Any(char.IsControl))
        {
            root.Refuse(key, $"'{key}' must be one line");
            return null;
        }

        TextTemplate? header = TemplateCompiler.Compile(file, text, root.LineOf(key), scope);
        if (header is { IsNeverEmpty: false })
        {
            root.Refuse(key, $"'{key}' would be empty for some customers; write a text outside of {{{{#if}}}}, or behind {{{{else}}}}");
        }

        return header;
    }

    private static TextTemplate? ReadBody(TemplateFile file, string text, int firstLine, FieldScope scope, PartSource source)
    {
        TextTemplate? body = TemplateCompiler.Compile(file, text, firstLine, scope, parts: source);
        if (body is { IsNeverEmpty: false })
        {
            file.Refuse(firstLine, "the message would be empty for some customers; write a text outside of {{#if}}");
        }

        if (body is not null)
        {
            MarkdownCheck.Check(file, body.Nodes, firstLine);
        }

        return body;
    }

    [GeneratedRegex(@"\A---[ \t]*\n(?<settings>(?:.*\n)*?)---[ \t]*(?:\n|\z)(?<body>(?s:.*))\z")]
    private static partial Regex Halves();
}
