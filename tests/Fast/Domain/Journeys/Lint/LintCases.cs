using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Tests.Fast.Support;
using NodaTime;

namespace FollowUpFlows.Tests.Fast.Domain.Journeys.Lint;

/// <summary>Journeys as text, judged. The message <c>more</c> is the one that recommends other goods.</summary>
internal static class LintCases
{
    public const string Recommends = "send: { channel: [line, email], message: more }";

    public const string Thanks = "send: { channel: [line, email], message: thanks }";

    public static IReadOnlyDictionary<string, RankModel> Models { get; } =
        new[] { "six-rank", "five-class", "four-stage" }.ToDictionary(id => id, Shop.Preset);

    public static LintedShop TheShop { get; } = new(new LocalTime(10, 0), new DailyTimes(new LocalTime(21, 0), new LocalTime(8, 0)), new HashSet<string> { "crm" });

    /// <summary>What is found, as <c>rule step</c> or <c>rule key</c>; a fault with an exclamation mark.</summary>
    public static string[] Of(params string[] journeys) => [.. Findings(TheShop, journeys).Select(Short)];

    public static IReadOnlyList<LintFinding> Findings(LintedShop shop, params string[] journeys)
    {
        Dictionary<(string, Channel), MessageContent> contents = new()
        {
            [("more", Channel.Email)] = MessageContent.CrossSell,
            [("thanks", Channel.Email)] = MessageContent.Thanks,
        };
        return JourneyLint.Findings([.. journeys.Select(j => new LintedJourney(JourneyFile.Load(j), contents))], Models, shop);
    }

    /// <summary>A journey of these steps, each a line of YAML in braces.</summary>
    public static string Steps(string trigger, params string[] lines) =>
        $"id: j\ntrigger: {{ {trigger} }}\nsteps:\n" + string.Concat(lines.Select(l => $"  {l}\n"));

    private static string Short(LintFinding finding) =>
        $"{finding.Rule}{(finding.Severity == LintSeverity.Fault ? "!" : "")} {finding.StepId ?? finding.Key}";
}
