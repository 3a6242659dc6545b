using System.Globalization;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>All journeys together keep their distance (距離感): so many messages at most within some days of one cause, for each rank and half.
/// Only marketing counts; of the journeys of a plan one runs at a time.</summary>
internal static class OverContact
{
    public const string Rule = "over-contact";

    /// <summary>Within a week of one order: at most every other day.</summary>
    public const int WeekMax = 3;

    /// <summary>Within thirty days of it: two a week.</summary>
    public const int MonthMax = 8;

    private const int WeekDays = 7;
    private const int MonthDays = 30;

    public static IEnumerable<LintFinding> Findings(IReadOnlyList<LintedJourney> journeys, IReadOnlyDictionary<string, RankModel> models, LintedShop shop)
    {
        LintedJourney[] marketing = [.. journeys.Where(j => j.Definition.Purpose == Purpose.Marketing)];
        RankModel? model = shop.RankModelId is { } id ? models.GetValueOrDefault(id) : null;
        List<Excess> found = [];
        foreach (ContactCause cause in ContactCause.All(marketing))
        {
            foreach (Standing? standing in cause.Standings(model))
            {
                LintedJourney[] begun = [.. marketing.Where(j => cause.Begins(j.Definition, model?.Id, standing))];
                found.AddRange(Limits(shop.Limits, standing).Select(l => Over(begun, l, cause, model?.Id, standing)).OfType<Excess>().Take(1));
            }
        }

        return found
            .SelectMany(e => e.Parts.Select(p => (Excess: e, Part: p)))
            .GroupBy(e => (e.Part.Journey.Definition.Id, e.Part.Last.Id))
            .Select(g => Finding([.. g.Select(e => e.Excess)], g.First().Part));
    }

    /// <summary>The shop's own first: what goes beyond them would have to wait.</summary>
    private static IEnumerable<Limit> Limits(SendRules rules, Standing? standing) =>
    [
        .. rules.CapsOf(standing).Select(c => new Limit(c.Count, c.Days, IsCap: true)),
        new(WeekMax, WeekDays, IsCap: false),
        new(MonthMax, MonthDays, IsCap: false),
    ];

    /// <summary>The first days that have more than the limit; null when none have.</summary>
    private static Excess? Over(LintedJourney[] begun, Limit limit, ContactCause cause, string? modelId, Standing? standing)
    {
        IEnumerable<int> starts = limit.IsCap ? begun.SelectMany(j => j.Definition.AllSteps).Select(s => s.Timing.Day ?? 0).Append(0).Distinct().Order() : [0];
        foreach (int start in starts)
        {
            Part[] parts =
            [
                .. begun.Select(j => Part.Of(j, ContactTally.Of(j.Definition, start, limit.Days, modelId, standing)))
                    .OfType<Part>()
                    .GroupBy(p => p.Journey.Definition.Plan ?? $" {p.Journey.Definition.Id}", StringComparer.Ordinal)
                    .Select(plan => plan.MaxBy(p => p.Count)!),
            ];
            if (parts.Sum(p => p.Count) is var count && count > limit.Count)
            {
                return new Excess(parts, count, limit, cause, standing);
            }
        }

        return null;
    }

    private static LintFinding Finding(IReadOnlyList<Excess> all, Part part)
    {
        Excess worst = all.MaxBy(e => e.Count)!;
        string[] ranks = [.. all.Select(e => e.Standing).OfType<Standing>().Distinct().Select(s => s.IsLapsed ? $"{s.RankId} (lapsed)" : s.RankId)];
        string[] others = [.. worst.Parts.Select(p => p.Journey.Definition.Id).Where(id => id != part.Journey.Definition.Id)];
        string whom = ranks.Length == 0 ? "customers" : $"customers of {string.Join(", ", ranks)}";
        string beside = others.Length == 0 ? "" : $", with those of {string.Join(", ", others.Select(o => $"'{o}'"))}";
        string limit = worst.Limit.IsCap
            ? $"the settings allow {worst.Limit.Count}, so some would wait"
            : $"more than {worst.Limit.Count} is too close";
        return part.Journey.OfStep(
            LintSeverity.Warning,
            Rule,
            part.Last,
            string.Create(CultureInfo.InvariantCulture, $"'{part.Last.Id}' is one of {worst.Count} messages that {whom} may get in {worst.Limit.Days} days {worst.Cause.Words}{beside}; {limit}: let it be later, or let the journeys share a 'plan'"));
    }

    private sealed record Limit(int Count, int Days, bool IsCap);

    private sealed record Part(LintedJourney Journey, int Count, Step.Send Last)
    {
        public static Part? Of(LintedJourney journey, ContactTally tally) => tally.Last is { } last ? new Part(journey, tally.Most, last) : null;
    }

    private sealed record Excess(IReadOnlyList<Part> Parts, int Count, Limit Limit, ContactCause Cause, Standing? Standing);
}
