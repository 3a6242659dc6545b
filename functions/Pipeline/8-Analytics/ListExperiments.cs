using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>All that can be judged, found in what was ever published.</summary>
public sealed class ListExperiments(JourneyStore store, JourneyLibrary journeys, HoldoutStart start, ShopSettings shop, Clocks clocks)
{
    /// <summary>By id.</summary>
    public async Task<IReadOnlyList<Experiment>> AllAsync(CancellationToken cancellationToken)
    {
        List<Experiment> found = [];
        List<DatedVersion> all = [];
        foreach (TemplateHead head in await store.Journeys.HeadsAsync(cancellationToken))
        {
            List<DatedVersion> versions = await VersionsAsync(head, cancellationToken);
            all.AddRange(versions);
            found.AddRange(OfJourney(versions, head.Rollout is { } rollout ? await DrawnAsync(head, rollout, cancellationToken) : null));
        }

        found.AddRange(all
            .SelectMany(v => v.Journey.Definition.AllSteps.OfType<Step.Split>().Select(s => (Version: v, Split: s)))
            .GroupBy(s => s.Split.ExperimentId, StringComparer.Ordinal)
            .Select(g => OfSplit([.. g])));
        if (shop.Holdout.Share > 0 && all.Count > 0)
        {
            LocalText name = new("全体の非配信群", "The shop's holdout");
            DateTimeOffset since = await start.FindAsync(shop.Holdout, cancellationToken) ?? clocks.Shop.GetUtcNow();
            found.Add(Made(Experiment.ShopHoldoutId, ExperimentKind.ShopHoldout, [], name, Sides(shop.Holdout.Share), Hypothesis.Unsaid, since));
        }

        return [.. found.Where(e => e.Arms.Count > 1).OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    /// <summary>Null when there is no such.</summary>
    public async Task<Experiment?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(e => e.Id == id);

    /// <summary>Those that can be read, the oldest first.</summary>
    private async Task<List<DatedVersion>> VersionsAsync(TemplateHead head, CancellationToken cancellationToken)
    {
        List<DatedVersion> versions = [];
        for (int version = 1; version <= head.Version; version++)
        {
            if (await journeys.FindAsync(head.Id, version, cancellationToken) is { } journey)
            {
                DateTimeOffset publishedAt = await store.Journeys.PublishedAtAsync(head.Id, version, cancellationToken) ?? head.PublishedAt;
                versions.Add(new DatedVersion(journey, publishedAt));
            }
        }

        return versions;
    }

    private async Task<(int BaseVersion, DrawnPeriod Period)?> DrawnAsync(TemplateHead head, Rollout rollout, CancellationToken cancellationToken) =>
        rollout.Version == head.Version && DrawnPeriod.Of(rollout, await store.Journeys.EntriesAsync(head.Id, cancellationToken)) is { } period
            ? (rollout.BaseVersion, period)
            : null;

    /// <param name="drawn">When the newest version was drawn beside another one; null where it was not.</param>
    private IEnumerable<Experiment> OfJourney(List<DatedVersion> versions, (int BaseVersion, DrawnPeriod Period)? drawn)
    {
        if (versions is not [.., { Journey.Definition: { } newest } last] || newest.Purpose != Purpose.Marketing)
        {
            yield break;
        }

        Hypothesis hypothesis = newest.Hypothesis ?? Hypothesis.Unsaid;
        if (newest.Holdout > 0)
        {
            DateTimeOffset since = versions.AsEnumerable().Reverse().TakeWhile(v => v.Journey.Definition.Holdout == newest.Holdout).Last().PublishedAt;
            yield return Made($"{newest.Id}:holdout", ExperimentKind.Holdout, [newest.Id], newest.Name, Sides(newest.Holdout), hypothesis, since);
        }

        if (drawn is { } side && versions.Find(v => v.Journey.Version == side.BaseVersion) is { } beside && beside != last)
        {
            double share = (double)side.Period.Percent;
            ExperimentArm[] arms = [new($"v{side.BaseVersion}", 100 - share, false), new($"v{last.Journey.Version}", share, false)];
            yield return Made($"{newest.Id}:versions", ExperimentKind.Versions, [newest.Id], newest.Name, arms, hypothesis, side.Period.From) with
            {
                CheckAt = hypothesis.CheckAfter.After(last.PublishedAt, shop.Calendar),
                Drawn = side.Period,
            };
        }
        else if (versions is [.., var before, _])
        {
            ExperimentArm[] arms = [new($"v{before.Journey.Version}", 0, false), new($"v{last.Journey.Version}", 0, false)];
            yield return Made($"{newest.Id}:versions", ExperimentKind.Versions, [newest.Id], newest.Name, arms, hypothesis, before.PublishedAt) with
            {
                CheckAt = hypothesis.CheckAfter.After(last.PublishedAt, shop.Calendar),
            };
        }
    }

    /// <summary>Arms and weights are those of the version that was published last: with others it was another experiment.</summary>
    private Experiment OfSplit(IReadOnlyList<(DatedVersion Version, Step.Split Split)> all)
    {
        (DatedVersion version, Step.Split split) = all.MaxBy(f => (f.Version.PublishedAt, f.Version.Journey.Version));
        (DatedVersion Version, Step.Split Split)[] found = [.. all.Where(f => HasArms(f.Split, split))];
        JourneyDefinition journey = version.Journey.Definition;
        ExperimentArm[] arms = [.. split.Choices.Index().Where(c => c.Item.Weight > 0).Select(c => new ExperimentArm(c.Item.Id, (double)c.Item.Weight, split.IsHeldOut(c.Index)))];
        return Made(
            split.ExperimentId,
            ExperimentKind.Split,
            [.. found.Select(f => f.Version.Journey.Definition.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            journey.Name,
            arms,
            journey.Hypothesis ?? Hypothesis.Unsaid,
            found.Min(f => f.Version.PublishedAt)) with
        {
            Split = split,
            StepIds = found.SelectMany(f => f.Split.Arms.SelectMany(a => a).SelectMany(JourneyDefinition.WithInner)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Whether both part customers in the same way.</summary>
    internal static bool HasArms(Step.Split one, Step.Split other) =>
        one.Choices.Select(c => (c.Id, c.Weight)).Order().SequenceEqual(other.Choices.Select(c => (c.Id, c.Weight)).Order());

    private Experiment Made(
        string id, ExperimentKind kind, IReadOnlyList<string> journeyIds, LocalText name, IReadOnlyList<ExperimentArm> arms, Hypothesis hypothesis, DateTimeOffset since) =>
        new(id, kind, journeyIds, name, arms, hypothesis, since) { CheckAt = hypothesis.CheckAfter.After(since, shop.Calendar) };

    private static ExperimentArm[] Sides(decimal holdout) =>
        [new(ExperimentArm.Sent, 1 - (double)holdout, false), new(ExperimentArm.Holdout, (double)holdout, true)];

    private sealed record DatedVersion(PublishedJourney Journey, DateTimeOffset PublishedAt);
}
