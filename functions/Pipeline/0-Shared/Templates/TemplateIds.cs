namespace FollowUpFlows.Pipeline.Templates;

/// <summary>The form of ids that journeys, steps and messages have: they become parts of keys and file names.</summary>
internal static class TemplateIds
{
    /// <summary>Lower-case letters, digits and single hyphens inside, 1 to <paramref name="lengthMax"/> characters.</summary>
    public static bool IsId(string text, int lengthMax) =>
        text.Length >= 1
        && text.Length <= lengthMax
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-'
        && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal);
}
