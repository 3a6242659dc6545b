namespace FollowUpFlows.Sources;

/// <summary>Puts the parts of a name into the order of the customer's language.</summary>
internal static class PersonName
{
    /// <summary>The country code, in small letters.</summary>
    public const string Japan = "jp";

    /// <summary>The language code, in small letters.</summary>
    public const string Japanese = "ja";

    // Latin ends here, but for the letters with two marks of Latin Extended Additional.
    private const char LatinEnd = '\u024F';
    private const char LatinAdditionalStart = '\u1E00';
    private const char LatinAdditionalEnd = '\u1EFF';

    /// <summary>Family name first in Japan, in Japanese and in every script but Latin: 山田 太郎, Taro Yamada.
    /// Null without any part.</summary>
    public static string? Of(string? given, string? family, bool isJapanese)
    {
        string name = isJapanese || !IsLatin(given + family) ? $"{family} {given}" : $"{given} {family}";
        return name.Trim() is { Length: > 0 } trimmed ? trimmed : null;
    }

    private static bool IsLatin(string name) =>
        name.Where(char.IsLetter).All(c => c is <= LatinEnd or (>= LatinAdditionalStart and <= LatinAdditionalEnd));
}
