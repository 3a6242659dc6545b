using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Addresses that stand in plain text. Where one ends is a matter of opinion: closing marks are taken from its end, and one
/// that a letter follows at once is left alone, as nobody can tell whether the letter belongs to it.</summary>
internal static partial class WebAddresses
{
    private const string Closing = ".,;:!?'\")]}>";

    /// <param name="replace">Null leaves the address.</param>
    public static string Replace(string text, Func<string, string?> replace) => Candidates().Replace(text, match =>
    {
        int after = match.Index + match.Length;
        if (after < text.Length && char.IsLetterOrDigit(text[after]))
        {
            return match.Value;
        }

        int length = match.Length;
        while (Closing.Contains(match.Value[length - 1], StringComparison.Ordinal))
        {
            length--;
        }

        return replace(match.Value[..length]) is { } other ? other + match.Value[length..] : match.Value;
    });

    [GeneratedRegex("https?://[!-~]+")]
    private static partial Regex Candidates();
}
