using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Makes journeys, rank models and rich menus live. A template whose files are the same as its newest version's gets no new version.</summary>
public sealed class PublishJourneys(
    JourneyStore store, JourneyLibrary journeys, RankLibrary models, RichMenuLibrary menus, MenuPictures pictures, ShopSettings shop, Clocks clocks)
{
    private const string UnsaidRule = "no-hypothesis";

    /// <summary>Publishes every rank model and every journey of the set, or none of them when any file is faulty or what they say
    /// together would go wrong.</summary>
    public Task<Publication> RunAsync(TemplateSet set, CancellationToken cancellationToken) => RunAsync(set, null, cancellationToken);

    /// <summary>The same, and keeps who did it.</summary>
    public Task<Publication> RunAsync(TemplateSet set, PublicationNote? note, CancellationToken cancellationToken) => RunAsync(set, note, PublicationWay.AtOnce, cancellationToken);

    /// <summary>The same in stages.</summary>
    /// <param name="stages">Of journeys that are published already, and are no broadcasts; null for everybody at once.</param>
    public Task<Publication> RunAsync(TemplateSet set, PublicationNote? note, RolloutPlan? stages, CancellationToken cancellationToken) =>
        RunAsync(set, note, new PublicationWay(stages, MovesInside: false), cancellationToken);

    /// <summary>The same in some other way.</summary>
    /// <param name="way">For journeys that are published already, and are no broadcasts.</param>
    public async Task<Publication> RunAsync(TemplateSet set, PublicationNote? note, PublicationWay way, CancellationToken cancellationToken)
    {
        CheckedTemplates templates = await CheckAsync(set, cancellationToken);
        IReadOnlyList<TemplateFinding> warnings = [.. templates.Findings.Where(f => f.Severity == LintSeverity.Warning)];
        TemplateFault[] faults = [.. templates.Findings.Where(f => f.Severity == LintSeverity.Fault).Select(f => f.AsFault())];
        if (faults.Length > 0)
        {
            return new Publication([], faults) { Warnings = warnings };
        }

        List<NewVersion> wantedModels = await WantedAsync(
            "rank model", store.RankModels, templates.Models.Select(m => (m.Model.Id, m.Path, set.Only(m.Path))), cancellationToken);
        List<NewVersion> wanted = await WantedAsync(
            "journey", store.Journeys, templates.Journeys.Select(j => (j.Bundle.Definition.Id, j.Path, j.Bundle.Files)), cancellationToken);
        HashSet<string> staged = [.. templates.Journeys.Where(j => RollsOut(j.Bundle.Definition)).Select(j => j.Bundle.Definition.Id)];
        wanted = [.. wanted.Select(w => w with { Way = staged.Contains(w.Id) ? way : PublicationWay.AtOnce })];
        List<NewVersion> wantedMenus = await WantedAsync(templates.Menus, cancellationToken);
        WriteVersions write = new(store, clocks.Shop.GetUtcNow(), note);
        await write.RunAsync([.. wantedModels, .. wanted, .. wantedMenus], cancellationToken);  // models first: a journey may name a rank that comes with it
        Forget();
        List<PublishedVersion> versions = write.Of(wanted);
        return new Publication(versions, write.Faults)
        {
            Models = write.Of(wantedModels),
            Menus = write.Of(wantedMenus).FirstOrDefault(),
            Warnings = [.. warnings, .. Unsaid(templates, versions.Where(v => v is { IsNew: true, Version: > 1 }).Select(v => v.Id))],
        };
    }

    /// <summary>A broadcast goes to everybody at one time.</summary>
    internal static bool RollsOut(JourneyDefinition journey) => journey.Trigger is not Trigger.Broadcast;

    /// <summary>What a publication of the set would refuse or warn of, beside what is published now.</summary>
    public async Task<CheckedTemplates> CheckAsync(TemplateSet set, CancellationToken cancellationToken)
    {
        Forget();
        PublishedTemplates beside = new(await models.AllAsync(cancellationToken), await journeys.ActiveAsync(cancellationToken))
        {
            Menus = await menus.CurrentAsync(cancellationToken),
        };
        return CheckedTemplates.Of(set, beside, shop);
    }

    /// <summary>Whoever changes a journey expects something of the change.</summary>
    internal static IEnumerable<TemplateFinding> Unsaid(CheckedTemplates templates, IEnumerable<string> changed)
    {
        foreach (string id in changed)
        {
            (string path, JourneyBundle bundle) = templates.Journeys.First(j => j.Bundle.Definition.Id == id);
            if (bundle.Definition is { Purpose: Purpose.Marketing, Hypothesis: null } && !templates.Findings.Any(f => f.File == path && f.Rule == UnsaidRule))
            {
                yield return new TemplateFinding(
                    LintSeverity.Warning, UnsaidRule, path, null, null, "the journey was changed, and nobody said what is expected of it; add 'hypothesis', and its verdict is given in a month");
            }
        }
    }

    /// <summary>Seeds an empty store, once: afterwards the store is the truth, whatever the folder holds. What was interrupted is completed,
    /// and a store of journeys alone gets the rank models.</summary>
    /// <returns>Null when the store was not empty.</returns>
    public async Task<Publication?> SeedAsync(TemplateSet set, CancellationToken cancellationToken)
    {
        bool isUnderWay = await store.IsSeedingAsync(cancellationToken);
        bool hasModels = (await store.RankModels.HeadsAsync(cancellationToken)).Count > 0;
        if (!isUnderWay && (await store.Journeys.HeadsAsync(cancellationToken)).Count > 0)
        {
            return hasModels || !set.RankModels.Any() ? null : await RunAsync(set.Without(set.Journeys), cancellationToken);
        }

        await store.SetSeedingAsync(true, cancellationToken);  // before the first template, or an interrupted seed would pass for a full store
        Publication publication = await RunAsync(set, cancellationToken);
        if (publication.Faults.Count == 0)
        {
            await store.SetSeedingAsync(false, cancellationToken);
        }

        return publication;
    }

    private static async Task<List<NewVersion>> WantedAsync(
        string kind, VersionedTemplates templates, IEnumerable<(string Id, string Path, TemplateSet Files)> wanted, CancellationToken cancellationToken)
    {
        Dictionary<string, TemplateHead> heads = (await templates.HeadsAsync(cancellationToken)).ToDictionary(h => h.Id, StringComparer.Ordinal);
        List<NewVersion> versions = [];
        foreach ((string id, string path, TemplateSet files) in wanted)
        {
            TemplateHead? known = heads.GetValueOrDefault(id);
            bool isNew = known is null || !await templates.HoldsAsync(known, files, cancellationToken);
            versions.Add(new NewVersion(kind, templates, id, path, files, known, isNew));
        }

        return versions;
    }

    /// <summary>Pictures first: a version never lacks one.</summary>
    private async Task<List<NewVersion>> WantedAsync(RichMenuBundle? bundle, CancellationToken cancellationToken)
    {
        if (bundle is null)
        {
            return [];
        }

        foreach ((string hash, byte[] bytes) in bundle.Pictures)
        {
            await pictures.AddAsync(hash, bytes, cancellationToken);
        }

        return await WantedAsync("rich menus", store.RichMenus, [(RichMenuBundle.Id, TemplateSet.RichMenus, bundle.Files)], cancellationToken);
    }

    private void Forget()
    {
        journeys.Forget();
        models.Forget();
        menus.Forget();
    }
}

/// <summary>What a publication did.</summary>
/// <param name="Versions">Of the journeys, by path of the journey's file.</param>
/// <param name="Faults">Not empty when nothing was published, or when somebody else was faster on a template.</param>
public sealed record Publication(IReadOnlyList<PublishedVersion> Versions, IReadOnlyList<TemplateFault> Faults)
{
    /// <summary>Of the rank models, by path.</summary>
    public IReadOnlyList<PublishedVersion> Models { get; init; } = [];

    /// <summary>Of the rich menus; null where the set had none.</summary>
    public PublishedVersion? Menus { get; init; }

    /// <summary>What the author should know all the same.</summary>
    public IReadOnlyList<TemplateFinding> Warnings { get; init; } = [];
}

/// <summary>A template as it stands after a publication.</summary>
/// <param name="IsNew">False when the newest version has the same files.</param>
public sealed record PublishedVersion(string Id, int Version, bool IsNew);
