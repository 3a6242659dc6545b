using System.Text;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Breaks long lines of plain text as Japanese mail is set: 35 full-width characters, no 。 or 」 at the start of a
/// line, no 「 at its end. Addresses and Latin words stay whole, however long.</summary>
internal static partial class TextWrap
{
    /// <summary>In half-width columns; a full-width character takes two.</summary>
    public const int ColumnsMax = 70;

    private const string NeverFirst = "、。，．・：；？！ー）」』】〕〉》］｝〜…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞ,.:;?!)]}";
    private const string NeverLast = "（「『【〔〈《［｛([{¥";

    public static string Wrap(string text) => string.Join('\n', text.Split('\n').Select(WrapLine));

    private static string WrapLine(string line)
    {
        if (Width(line) <= ColumnsMax)
        {
            return line;
        }

        // Entries and quotations go on below their text, not below their sign.
        string sign = Sign().Match(line).Value;
        string indent = sign.Contains('>') ? sign : new string(' ', Width(sign));
        StringBuilder wrapped = new(sign);
        int column = Width(sign);
        foreach (string piece in Pieces(line[sign.Length..]))
        {
            if (column > Width(indent) && column + Width(piece.TrimEnd()) > ColumnsMax)
            {
                while (wrapped[^1] == ' ')
                {
                    wrapped.Length--;
                }

                wrapped.Append('\n').Append(indent);
                column = Width(indent);
            }

            wrapped.Append(piece);
            column += Width(piece);
        }

        return wrapped.ToString();
    }

    /// <summary>The parts between which a line may break.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        Rune? before = null;
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (before is { } last && MayBreak(last, rune))
            {
                yield return text[start..at];
                start = at;
            }

            before = rune;
            at += rune.Utf16SequenceLength;
        }

        yield return text[start..];
    }

    private static bool MayBreak(Rune last, Rune next)
    {
        if (next.Value == ' ' || !IsBase(next) || last.Value == 0x200D || IsAnyOf(NeverFirst, next) || IsAnyOf(NeverLast, last))
        {
            return false;
        }

        return last.Value == ' ' || IsWide(last) || IsWide(next);
    }

    private static bool IsAnyOf(string set, Rune rune) => rune.IsBmp && set.Contains((char)rune.Value);

    /// <summary>False for what belongs to the character before it: accents, joiners, skin tones, emoji selectors.</summary>
    private static bool IsBase(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.EnclosingMark
            or System.Globalization.UnicodeCategory.Format)
        && rune.Value is not (>= 0x1F3FB and <= 0x1F3FF);

    private static int Width(string text) => text.EnumerateRunes().Sum(r => !IsBase(r) ? 0 : IsWide(r) ? 2 : 1);

    /// <summary>East Asian scripts, full-width forms and emoji; half-width katakana (U+FF61 to U+FFDC) is narrow.</summary>
    private static bool IsWide(Rune rune) => rune.Value
        is (>= 0x1100 and <= 0x115F) or (>= 0x2500 and <= 0x27BF) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or 0x2026 or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);

    [GeneratedRegex(@"^\s*(?:(?:> ?)+|・|\d{1,3}\. |■ )?")]
    private static partial Regex Sign();
}
