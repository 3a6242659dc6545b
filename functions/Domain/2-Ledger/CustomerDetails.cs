using System.Globalization;
using System.Text;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>How details of a customer are written, whoever wrote them.</summary>
public static class CustomerDetails
{
    /// <summary>Most tags of a customer; further ones are not kept.</summary>
    public const int TagsMax = 100;

    /// <summary>Most characters of a tag.</summary>
    public const int TagLengthMax = 100;

    private const int PostalDigits = 7;

    /// <summary>Full width, without surrounding blanks; null when nothing remains.</summary>
    public static string? NormalizeKana(string? kana) => Normalize(kana);

    /// <summary>Half width; seven digits are written as <c>123-4567</c>, other countries' codes as they are. Null when nothing remains.</summary>
    public static string? NormalizePostalCode(string? code)
    {
        if (Normalize(code) is not { } text)
        {
            return null;
        }

        string digits = string.Concat(text.Where(char.IsAsciiDigit));
        bool isJapanese = digits.Length == PostalDigits && !text.Any(char.IsAsciiLetter);
        return isJapanese ? $"{digits[..3]}-{digits[3..]}" : text;
    }

    /// <summary>Each once, ordinal, those that are empty or too long left out; null stays null.</summary>
    public static IReadOnlyList<string>? NormalizeTags(IReadOnlyList<string>? tags) => tags is null
        ? null
        : [.. tags.Select(Normalize).OfType<string>().Where(t => t.Length <= TagLengthMax).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(TagsMax)];

    /// <summary>A text by which values are compared when nothing else tells them apart.</summary>
    internal static string Comparable<T>(T value) => value switch
    {
        DateTimeOffset at => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => string.Join('\n', list),
        _ => value?.ToString() ?? "",
    };

    /// <summary>Normalization throws on half of a surrogate pair, which a broken source can send.</summary>
    private static string? Normalize(string? text) =>
        text is null || text.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? null
        : text.Normalize(NormalizationForm.FormKC).Trim() is { Length: > 0 } trimmed ? trimmed
        : null;
}
