using System.Text.RegularExpressions;

namespace FollowUpFlows.Domain.Deliveries;

/// <summary>Tells people from programs that fetch pictures and follow links. Nobody can be sure: what may be a program is taken for one,
/// because a click that nobody made would raise ranks and choose ways.</summary>
public static partial class VisitRule
{
    /// <summary>Nobody reads a mail so soon after it was handed over; scanners at the receiver's door do.</summary>
    public static readonly TimeSpan TooSoon = TimeSpan.FromSeconds(5);

    /// <summary>In so short a time people follow one link, and in <see cref="FewWithin"/> two.</summary>
    public static readonly TimeSpan OneWithin = TimeSpan.FromSeconds(1);

    /// <summary>See <see cref="OneWithin"/>.</summary>
    public static readonly TimeSpan FewWithin = TimeSpan.FromSeconds(5);

    // Apple's mail privacy sends this and no more, hours before or without anybody's look.
    private const string MailPrivacy = "Mozilla/5.0";

    private const int Few = 2;

    /// <summary>Whether the program says that it is none of a person's.</summary>
    /// <param name="agent">The header User-Agent; null without one, which no browser leaves out.</param>
    public static bool IsProgram(string? agent) => string.IsNullOrWhiteSpace(agent) || agent.Trim() == MailPrivacy || Programs().IsMatch(agent);

    /// <summary>Whether so many links were followed at once that a program did it.</summary>
    /// <param name="link">The one that is asked about.</param>
    /// <param name="at">When it was followed.</param>
    /// <param name="visits">All visits of the message, that one too, any order.</param>
    public static bool IsBurst(string link, DateTimeOffset at, IReadOnlyCollection<(string Link, DateTimeOffset At)> visits) =>
        Others(link, at, visits, OneWithin) >= 1 || Others(link, at, visits, FewWithin) >= Few;

    private static int Others(string link, DateTimeOffset at, IEnumerable<(string Link, DateTimeOffset At)> visits, TimeSpan within) =>
        visits.Where(v => v.Link != link && (v.At - at).Duration() < within).Select(v => v.Link).Distinct(StringComparer.Ordinal).Count();

    [GeneratedRegex(
        @"(?<!cu)bot\b|crawl|spider|scanner|preview|prefetch|monitor|headless|phantom|proofpoint|mimecast|barracuda|safelinks|urldefense|symantec|trendmicro|fireeye"
        + "|virustotal|facebookexternalhit|line-poker|curl/|wget|python|ruby|perl|java/|okhttp|go-http|libwww|httpclient|axios|node-fetch|undici",
        RegexOptions.IgnoreCase)]
    private static partial Regex Programs();
}
