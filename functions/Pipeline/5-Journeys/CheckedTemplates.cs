using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>A set of templates, read and judged: the only way to what is published and to what <c>lint</c> shows.</summary>
/// <param name="Models">Those that can be read, with their paths.</param>
/// <param name="Journeys">Those that can be read, with their paths.</param>
/// <param name="Findings">By file and line.</param>
public sealed record CheckedTemplates(
    IReadOnlyList<(string Path, RankModel Model)> Models,
    IReadOnlyList<(string Path, JourneyBundle Bundle)> Journeys,
    IReadOnlyList<TemplateFinding> Findings)
{
    /// <summary>Those of LINE; null where there are none, or they cannot be read.</summary>
    public RichMenuBundle? Menus { get; init; }

    /// <summary>Reads and judges a set.</summary>
    /// <param name="beside">What runs already and is not in the set; the set's own win over it.</param>
    public static CheckedTemplates Of(TemplateSet set, PublishedTemplates beside, ShopSettings shop)
    {
        List<(string Path, TemplateReading<RankModel> Reading)> models = [.. set.RankModels.Select(p => (p, RankModelReader.Read(p, set.Files[p])))];
        List<(string Path, TemplateReading<JourneyBundle> Reading)> journeys = [.. set.Journeys.Select(p => (p, JourneyBundle.Read(p, set, shop.RankModelId)))];
        List<(string Path, RankModel Model)> readModels = [.. models.Where(m => m.Reading.Value is not null).Select(m => (m.Path, m.Reading.Value!))];
        List<(string Path, JourneyBundle Bundle)> readJourneys = [.. journeys.Where(j => j.Reading.Value is not null).Select(j => (j.Path, j.Reading.Value!))];
        TemplateReading<RichMenuBundle>? menus = RichMenuBundle.Read(set, shop.RankModelId);
        List<TemplateFault> faults =
        [
            .. menus?.Faults ?? [],
            .. models.SelectMany(m => m.Reading.Faults),
            .. journeys.SelectMany(j => j.Reading.Faults),
            .. SameIds("rank model", readModels.Select(m => (m.Path, m.Model.Id))),
            .. SameIds("journey", readJourneys.Select(j => (j.Path, j.Bundle.Definition.Id))),
        ];
        Dictionary<string, RankModel> known = new(beside.Models, StringComparer.Ordinal);
        readModels.ForEach(m => known[m.Model.Id] = m.Model);
        IReadOnlyList<PublishedJourney> staying = [.. beside.Journeys.Where(p => readJourneys.All(j => j.Bundle.Definition.Id != p.Definition.Id))];
        faults.AddRange(readJourneys.SelectMany(j => RankNames.Faults(j.Path, j.Bundle.Definition, j.Bundle.Lines, known)));
        faults.AddRange(MenuFaults(menus?.Value, beside, known, areModelsNew: readModels.Count > 0));
        if (readModels.Count > 0)
        {
            faults.AddRange(staying.SelectMany(j => RankNames.Faults($"journey '{j.Definition.Id}', as published", j.Definition, null, known)));
        }

        IEnumerable<TemplateFinding> findings =
        [
            .. faults.Distinct().Select(f => new TemplateFinding(LintSeverity.Fault, TemplateFinding.FormRule, f.File, f.Line, null, f.Message)),
            .. Lint(readJourneys, staying, known, shop),
            .. UnusedFiles.Findings(set, readJourneys, hasUnread: readJourneys.Count < journeys.Count),
            .. UnusedFiles.Pictures(set, menus),
        ];
        return new CheckedTemplates(
            readModels, readJourneys, [.. findings.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Severity == LintSeverity.Warning)])
        {
            Menus = menus?.Value,
        };
    }

    private static IEnumerable<TemplateFault> MenuFaults(RichMenuBundle? menus, PublishedTemplates beside, Dictionary<string, RankModel> models, bool areModelsNew) =>
        menus is not null ? RankNames.Faults(TemplateSet.RichMenus, menus.Menus, hasFile: true, models)
        : areModelsNew && beside.Menus is { } staying ? RankNames.Faults("rich menus, as published", staying, hasFile: false, models)
        : [];

    private static IEnumerable<TemplateFinding> Lint(
        List<(string Path, JourneyBundle Bundle)> journeys, IReadOnlyList<PublishedJourney> staying, Dictionary<string, RankModel> models, ShopSettings shop)
    {
        List<LintedJourney> linted =
        [
            .. staying.Select(j => new LintedJourney(j.Definition, j.Messages.Contents())),
            .. journeys.Select(j => new LintedJourney(j.Bundle.Definition, j.Bundle.Messages.Contents())),
        ];
        foreach (LintFinding finding in JourneyLint.Findings(linted, models, LintedShopOf(shop)))
        {
            // What stays has been judged when it was published.
            if (journeys.Find(j => j.Bundle.Definition.Id == finding.JourneyId) is { Path: { } path } at)
            {
                JourneyLines lines = at.Bundle.Lines;
                int? line = finding.StepId is { } step ? lines.Steps[step] : lines.Keys.TryGetValue(finding.Key!, out int key) ? key : null;
                yield return new TemplateFinding(finding.Severity, finding.Rule, path, line, finding.StepId, finding.Message);
            }
        }
    }

    private static LintedShop LintedShopOf(ShopSettings shop) => new(shop.SendAt, shop.Sending.QuietHours, shop.Endpoints)
    {
        SenderMissing = shop.SenderMissing,
        MailLeaves = shop.MailLeaves,
        HoldsOut = shop.Holdout.Share > 0,
        Limits = shop.Sending,
        RankModelId = shop.RankModelId,
        Topics = shop.Topics?.Select(t => t.Id).ToHashSet(StringComparer.Ordinal),
    };

    private static IEnumerable<TemplateFault> SameIds(string kind, IEnumerable<(string Path, string Id)> templates) => templates
        .GroupBy(t => t.Id, StringComparer.Ordinal)
        .SelectMany(g => g.Skip(1).Select(t => new TemplateFault(t.Path, null, $"the {kind} id '{g.Key}' is used by '{g.First().Path}' already")));
}

/// <summary>What runs already.</summary>
/// <param name="Models">By id.</param>
public sealed record PublishedTemplates(IReadOnlyDictionary<string, RankModel> Models, IReadOnlyList<PublishedJourney> Journeys)
{
    /// <summary>Those of LINE; null where none were ever published.</summary>
    public RichMenuSet? Menus { get; init; }

    /// <summary>Nothing.</summary>
    public static PublishedTemplates None { get; } = new(new Dictionary<string, RankModel>(), []);
}

/// <summary>Something that the author of templates should know.</summary>
/// <param name="Rule"><see cref="FormRule"/>, or the rule of the judgement.</param>
/// <param name="Line">From 1; null when it is about the file as a whole.</param>
/// <param name="StepId">Null when no one step is meant.</param>
public sealed record TemplateFinding(LintSeverity Severity, string Rule, string File, int? Line, string? StepId, string Message)
{
    /// <summary>The file cannot be read as it is.</summary>
    public const string FormRule = "form";

    /// <summary>As a fault, for those who only refuse.</summary>
    public TemplateFault AsFault() => new(File, Line, Message);
}
