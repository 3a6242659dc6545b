using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Emoji of LINE's own in a <c>textV2</c> message: <c>{smile}</c> stands for one, and a doubled brace for a brace.</summary>
internal static partial class LineEmoji
{
    /// <summary>Each counts as the words that old devices show instead, which LINE does not disclose: a guess on the long side.</summary>
    public const int UnitsEach = 40;

    /// <summary>Text of a value that cannot be taken for a place.</summary>
    public static string Escape(string value) =>
        value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>How many emoji a text shows; one that stands twice counts twice.</summary>
    public static int CountIn(string text) => Braces().Matches(text).Count(m => m.Groups["key"].Success);

    /// <summary>Why the places of a text and the emoji that are described for it do not belong together; null when they do.</summary>
    /// <remarks>Every customer gets every place: whether LINE takes descriptions without one is not documented.</remarks>
    public static string? FaultOf(TextTemplate text, IReadOnlyCollection<string> described)
    {
        string fixedText = text.FixedText;
        HashSet<string> used = [];
        foreach (Match brace in Braces().Matches(fixedText))
        {
            if (!brace.Groups["key"].Success)
            {
                return "a single brace is no text; write {key} for an emoji that 'substitution' describes";
            }

            used.Add(brace.Groups["key"].Value);
        }

        return text.Nodes.Any(HasBraceInside) ? "an emoji must stand outside of {{#if}} and {{#each}}: every customer gets it"
            : used.Except(described).FirstOrDefault() is { } unknown ? $"'{{{unknown}}}' is not described under 'substitution'"
            : described.Except(used).FirstOrDefault() is { } unused
                ? $"'{unused}' of 'substitution' stands nowhere in the text; write {{{unused}}}"
            : null;
    }

    private static bool HasBraceInside(TemplateNode node) => node switch
    {
        TemplateNode.If choice => choice.Then.Concat(choice.Else).Any(HasBrace),
        TemplateNode.Each each => each.Body.Any(HasBrace),
        _ => false,
    };

    private static bool HasBrace(TemplateNode node) =>
        node is TemplateNode.Literal literal ? literal.Text.AsSpan().ContainsAny('{', '}') : HasBraceInside(node);

    // Doubled ones first: what they hold is text.
    [GeneratedRegex(@"\{\{|\}\}|\{(?<key>[0-9A-Za-z_]{1,20})\}|[{}]")]
    private static partial Regex Braces();
}
