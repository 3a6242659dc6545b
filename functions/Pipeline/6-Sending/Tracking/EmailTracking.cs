using System.Net;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The links of an e-mail, in its two parts.</summary>
internal static partial class EmailTracking
{
    private const string BodyEnd = "</body>";

    /// <summary>Links in the document, and the pixel at its end.</summary>
    public static string Html(string html, LinkTracker tracker)
    {
        string tracked = Links().Replace(html, match => Link(match, tracker));
        string pixel = $"<img src=\"{WebUtility.HtmlEncode(tracker.Pixel)}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0\">";
        int end = tracked.LastIndexOf(BodyEnd, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? tracked + pixel : tracked.Insert(end, pixel);
    }

    /// <summary>Addresses that the document has as links: any other may go on with letters that belong to it.</summary>
    public static string Text(string text, LinkTracker tracker) => WebAddresses.Replace(text, tracker.TrackKnown);

    private static string Link(Match match, LinkTracker tracker)
    {
        string quoted = match.Groups["quoted"].Value;
        return tracker.Track(WebUtility.HtmlDecode(quoted[1..^1])) is { } tracked
            ? $"{match.Groups["before"].Value}{quoted[0]}{WebUtility.HtmlEncode(tracked)}{quoted[0]}"
            : match.Value;
    }

    [GeneratedRegex("""(?<before><a\s(?:[^>]*?\s)?href\s*=\s*)(?<quoted>"[^"]*"|'[^']*')""", RegexOptions.IgnoreCase)]
    private static partial Regex Links();
}
