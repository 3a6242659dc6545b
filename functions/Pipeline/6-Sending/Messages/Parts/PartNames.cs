using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Which parts files include, by their words alone: also of files that cannot be read.</summary>
public static partial class PartNames
{
    private const string Folder = "parts/";
    private const string Ending = ".md";

    /// <summary>Where a part lies in a set.</summary>
    public static string PathOf(string id) => Folder + id + Ending;

    /// <summary>The part of that file; null when it is no part's.</summary>
    public static string? IdOf(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(Ending, StringComparison.Ordinal) && path.Length > Folder.Length + Ending.Length
            ? path[Folder.Length..^Ending.Length]
            : null;

    /// <summary>What a text includes itself, each once, in its order.</summary>
    public static IEnumerable<string> In(string text) => Inclusion().Matches(text).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal);

    /// <summary>What a text includes, with what those parts include.</summary>
    /// <param name="textOf">The words of a part; null when there is none.</param>
    public static IReadOnlySet<string> Closure(string text, Func<string, string?> textOf)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        Stack<string> open = new(In(text));
        while (open.TryPop(out string? id))
        {
            if (found.Add(id) && textOf(id) is { } inner)
            {
                In(inner).ToList().ForEach(open.Push);
            }
        }

        return found;
    }

    /// <summary>The words of an e-mail, or of another part, with those of its parts written out.</summary>
    /// <param name="text">That follows the settings of a file that could be read, with its parts.</param>
    internal static string WrittenOut(string text, Func<string, string?> textOf) => Inclusion().Replace(
        text,
        inclusion => textOf(inclusion.Groups[1].Value) is { } part && EmailTemplateReader.Split(part) is (_, var words, _) ? WrittenOut(words.Trim(), textOf) : inclusion.Value);

    [GeneratedRegex(@"\{\{\s*>\s*([a-z0-9]+(?:-[a-z0-9]+)*)\s*\}\}")]
    private static partial Regex Inclusion();
}
