using System.Buffers;
using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Turns values into text of one line that is safe to place; escaping for HTML or JSON is left to the place itself.</summary>
internal static class MergeText
{
    /// <summary>Line breaks and tabs become a space; control characters, characters that reverse the direction of the text
    /// around them, and halves of surrogate pairs go. Null when nothing readable is left.</summary>
    public static string? Clean(string? value)
    {
        if (value is null)
        {
            return null;
        }

        StringBuilder clean = new(value.Length);
        ReadOnlySpan<char> rest = value.Replace("\r\n", "\n", StringComparison.Ordinal);
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == OperationStatus.Done && Replacement(rune) is { } kept)
            {
                clean.Append(kept.ToString());
            }

            rest = rest[length..];
        }

        return HasInk(clean) ? clean.ToString().Trim() : null;
    }

    /// <summary>¥5,980, £139.10; a currency without a sign of its own in front by its code.</summary>
    public static string Amount(Money money)
    {
        string format = string.Create(CultureInfo.InvariantCulture, $"N{money.Currency.MinorDigits}");
        string digits = Math.Abs(money.Major).ToString(format, CultureInfo.InvariantCulture);
        string sign = money.Currency.Code switch
        {
            "JPY" => "¥",
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            "KRW" => "₩",
            string code => code + " ",
        };
        return (money.Minor < 0 ? "-" : "") + sign + digits;
    }

    /// <summary>2026年11月1日.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>1,200.</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static Rune? Replacement(Rune rune) => rune.Value switch
    {
        '\n' or '\r' or '\t' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029 => new Rune(' '),
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => null,
        0xFEFF or (>= 0xFDD0 and <= 0xFDEF) => null,
        int value when (value & 0xFFFE) == 0xFFFE => null,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control ? null : rune,
    };

    /// <summary>A joiner or a space alone would leave a gap where the reader expects a name.</summary>
    private static bool HasInk(StringBuilder text)
    {
        foreach (Rune rune in text.ToString().EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
            {
                return true;
            }
        }

        return false;
    }
}
