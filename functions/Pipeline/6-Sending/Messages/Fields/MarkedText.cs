using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A text with marks where values belong. Marks are made of characters that Unicode reserves for such use, which no
/// template and no value contains; values are put in by one pass, so that a value cannot be taken for a mark.</summary>
internal sealed partial class MarkedText
{
    private const char Start = '\uFDD0';
    private const char End = '\uFDD1';

    private readonly List<(string Before, int Value)> parts = [];
    private readonly string tail;

    public MarkedText(string text)
    {
        int from = 0;
        foreach (Match mark in Marks().Matches(text))
        {
            parts.Add((text[from..mark.Index], int.Parse(mark.Groups["n"].ValueSpan, CultureInfo.InvariantCulture)));
            from = mark.Index + mark.Length;
        }

        tail = text[from..];
    }

    /// <param name="isLink">The value is an address, so that the mark may stand where an address is needed.</param>
    public static string Mark(int value, bool isLink) =>
        string.Create(CultureInfo.InvariantCulture, $"{Start}{(isLink ? "link" : "")}{value}{End}");

    /// <summary>Of a text that begins with a mark: whether that stands for an address, and what follows it.</summary>
    public static (bool IsLink, string After)? Leading(string text) =>
        Marks().Match(text) is { Success: true, Index: 0 } mark
            ? (mark.Groups["link"].Success, text[mark.Length..])
            : null;

    public static bool HasMark(string text) => Marks().IsMatch(text);

    public string Fill(IReadOnlyList<string> values, Func<string, string> encode)
    {
        StringBuilder text = new();
        foreach ((string before, int value) in parts)
        {
            text.Append(before).Append(encode(values[value]));
        }

        return text.Append(tail).ToString();
    }

    // The second form is what Markdown makes of a mark inside an address.
    [GeneratedRegex("(?:\uFDD0|%EF%B7%90)(?<link>link)?(?<n>[0-9]+)(?:\uFDD1|%EF%B7%91)")]
    private static partial Regex Marks();
}
