namespace FollowUpFlows.Sources;

/// <summary>Words from outside that a reason may repeat.</summary>
internal static class Words
{
    private const int LengthMax = 60;

    /// <summary>For a version; ids and numbers of people have more.</summary>
    private const int DigitsMax = 2;

    /// <summary>The word in quotation marks; a stand-in when it is no plain word, and might be anything.</summary>
    public static string Quoted(string word) =>
        word.Length is > 0 and <= LengthMax
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
        && word.Count(char.IsAsciiDigit) <= DigitsMax
            ? $"'{word}'"
            : "that is no plain word";
}
