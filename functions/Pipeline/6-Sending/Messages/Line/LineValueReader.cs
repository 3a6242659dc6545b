using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Templates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Turns the YAML of a message object into LINE's JSON, every text checked.</summary>
internal sealed partial class LineValueReader(TemplateFile file, FieldScope scope, PartSource parts)
{
    /// <summary>The words of a message, where parts belong.</summary>
    private const string Text = "text";

    /// <summary>Texts: a number there is one, too, and an empty one is refused by LINE.</summary>
    private static readonly string[] Words =
    [
        Text, "altText", "label", "displayText", "fillInText", "title", "name",
        "data", "clipboardText", "trackingId", "productId", "emojiId", "packageId", "stickerId",
    ];

    /// <summary>A text in which braces mean something to LINE: values get theirs doubled.</summary>
    public LineValue.Text? ReadBraced(string key, YamlScalarNode node) =>
        ReadScalar(key, node.Value!, node, ValueEscape.Braces) as LineValue.Text;

    /// <param name="key">Under which the value stands.</param>
    public LineValue? Read(string key, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                return new LineValue.Map([.. map.Children.Select(ReadEntry).OfType<(string, LineValue)>()]);
            case YamlSequenceNode list:
                return new LineValue.List([.. list.Children.Select(c => Read(key, c)).OfType<LineValue>()]);
            case YamlScalarNode { Value: { } text } scalar:
                return ReadScalar(key, text, scalar, ValueEscape.None);
            default:
                Refuse(node, $"'{key}' has no value");
                return null;
        }
    }

    private (string, LineValue)? ReadEntry(KeyValuePair<YamlNode, YamlNode> entry)
    {
        if (entry.Key is not YamlScalarNode { Value: { } key } || key.Contains('{', StringComparison.Ordinal))
        {
            Refuse(entry.Key, "expected 'key: value'; put quotes around a text that begins with '{'");
            return null;
        }

        return Read(key, entry.Value) is { } value ? (key, value) : null;
    }

    private LineValue? ReadScalar(string key, string text, YamlScalarNode node, ValueEscape escape)
    {
        if (node.Style == ScalarStyle.Plain && !Words.Contains(key))
        {
            if (text is "" or "~" or "null")
            {
                Refuse(node, $"'{key}' has no value");
                return null;
            }

            if (Constant().IsMatch(text))
            {
                return new LineValue.Constant(text);
            }
        }

        // The text of a block begins on the line after its '|'.
        int line = (int)node.Start.Line + (node.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0);
        if (TemplateCompiler.Compile(file, text.TrimEnd('\n'), line, scope, escape, key == Text ? parts : null) is not { } template)
        {
            return null;
        }

        if (FaultOf(key, template) is { } fault)
        {
            Refuse(node, fault);
        }

        return new LineValue.Text(template);
    }

    private static string? FaultOf(string key, TextTemplate template) => key switch
    {
        _ when LineAddress.IsLink(key) || LineAddress.IsMedia(key) => LineAddress.FaultOf(key, template),
        _ when Words.Contains(key) && !template.IsNeverEmpty =>
            $"'{key}' would be empty for some customers, and LINE refuses that; write a text outside of {{{{#if}}}} or behind {{{{else}}}}",
        _ => null,
    };

    private void Refuse(YamlNode node, string message) => file.Refuse((int)node.Start.Line, message);

    [GeneratedRegex(@"\A(?:true|false|-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?)\z")]
    private static partial Regex Constant();
}
