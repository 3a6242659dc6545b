using System.Globalization;
using System.Text;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>By what of their name people look for a customer: whatever the width, in either kana, with blanks or without.</summary>
public static class NameTokens
{
    /// <summary>Longer names are found by their beginning.</summary>
    public const int LengthMax = 60;

    /// <summary>Nobody is looked for by more words of a name; what stands in its field may be anything.</summary>
    public const int WordsMax = 20;

    private const int BucketRunes = 2;
    private const int KatakanaToHiragana = 'あ' - 'ア';

    /// <summary>What the customer is found by: each part of the name and of its reading, and each of both as a whole. Each once, ordinal;
    /// empty for somebody without a name.</summary>
    public static IReadOnlyList<string> Of(Customer customer) =>
        [.. new[] { customer.Name, customer.Kana }.SelectMany(Tokens).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The words that somebody looks for, without the polite ending; empty when none can be part of a name.</summary>
    public static IReadOnlyList<string> Wanted(string text)
    {
        List<string> words = [.. Words(text)];
        if (words is [.., { Length: > 1 } last] && last.EndsWith('様'))
        {
            words[^1] = last[..^1];
        }
        else if (words is [_, .., "様"])
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }

    /// <summary>Whether a name with these tokens is meant: it begins with the words written as one, or each word begins a part of it.</summary>
    /// <param name="wanted">As <see cref="Wanted"/> gives it, at least one.</param>
    public static bool AreMeant(IReadOnlyList<string> tokens, IReadOnlyList<string> wanted)
    {
        string whole = string.Concat(wanted);
        return tokens.Any(t => t.StartsWith(whole, StringComparison.Ordinal))
            || wanted.All(w => tokens.Any(t => t.StartsWith(w, StringComparison.Ordinal)));
    }

    /// <summary>The beginning under which tokens are kept together: two characters, or the only one.</summary>
    public static string BucketOf(string token)
    {
        int[] runes = StringInfo.ParseCombiningCharacters(token);
        return runes.Length > BucketRunes ? token[..runes[BucketRunes]] : token;
    }

    private static IEnumerable<string> Tokens(string? name)
    {
        string[] words = [.. Words(name)];
        return words.Length > 1 ? [.. words, Shortened(string.Concat(words))] : words;
    }

    private static IEnumerable<string> Words(string? text)
    {
        if (text is null || text.EnumerateRunes().Any(r => r == Rune.ReplacementChar))
        {
            return [];  // half of a surrogate pair cannot be normalized
        }

        string plain = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => Shortened(string.Concat(w.EnumerateRunes().Where(IsOfName).Select(Folded)))).Where(w => w.Length > 0).Take(WordsMax);
    }

    private static bool IsOfName(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string Folded(Rune rune) => rune.Value is >= 'ァ' and <= 'ヶ' ? ((char)(rune.Value + KatakanaToHiragana)).ToString() : rune.ToString();

    private static string Shortened(string word) => word.Length <= LengthMax ? word : word[..(char.IsHighSurrogate(word[LengthMax - 1]) ? LengthMax - 1 : LengthMax)];  // half a character cannot be stored
}
