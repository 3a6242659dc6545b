using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Makes journeys live. A journey whose files are the same as its newest version's gets no new version.</summary>
public sealed class PublishJourneys(JourneyStore store, JourneyLibrary library, Clocks clocks)
{
    /// <summary>Publishes every journey of the set, or none of them when any file is faulty.</summary>
    public async Task<Publication> RunAsync(TemplateSet set, CancellationToken cancellationToken)
    {
        List<(string Path, TemplateReading<JourneyBundle> Reading)> readings = [.. set.Journeys.Select(j => (j, JourneyBundle.Read(j, set)))];
        List<TemplateFault> faults = [.. readings.SelectMany(r => r.Reading.Faults).Distinct(), .. SameIds(readings)];
        if (faults.Count > 0)
        {
            return new Publication([], faults);
        }

        Dictionary<string, JourneyHead> heads = (await store.HeadsAsync(cancellationToken)).ToDictionary(h => h.JourneyId, StringComparer.Ordinal);
        List<PublishedVersion> versions = [];
        foreach ((string path, TemplateReading<JourneyBundle> reading) in readings)
        {
            JourneyBundle bundle = reading.Value!;
            JourneyHead? known = heads.GetValueOrDefault(bundle.Definition.Id);
            bool isNew = known?.Hash != bundle.Files.Hash();
            if (isNew && !await store.AddAsync(bundle, path, known, clocks.Shop.GetUtcNow(), cancellationToken) && !await IsPublishedAsync(bundle, cancellationToken))
            {
                faults.Add(new TemplateFault(path, null, $"somebody else published the journey '{bundle.Definition.Id}' just now; look at their version, then publish again"));
                continue;
            }

            versions.Add(new PublishedVersion(bundle.Definition.Id, (known?.Version ?? 0) + (isNew ? 1 : 0), isNew));
        }

        library.Forget();
        return new Publication(versions, faults);
    }

    /// <summary>Somebody else was faster with the very same files: another instance that seeds the same store.</summary>
    private async Task<bool> IsPublishedAsync(JourneyBundle bundle, CancellationToken cancellationToken) =>
        (await store.HeadsAsync(cancellationToken)).Any(h => h.JourneyId == bundle.Definition.Id && h.Hash == bundle.Files.Hash());

    /// <summary>Seeds an empty store, once: afterwards the store is the truth, whatever the folder holds. What was interrupted is completed.</summary>
    /// <returns>Null when the store was not empty.</returns>
    public async Task<Publication?> SeedAsync(TemplateSet set, CancellationToken cancellationToken)
    {
        bool isUnderWay = await store.IsSeedingAsync(cancellationToken);
        if (!isUnderWay && (await store.HeadsAsync(cancellationToken)).Count > 0)
        {
            return null;
        }

        await store.SetSeedingAsync(true, cancellationToken);  // before the first journey, or an interrupted seed would pass for a full store
        Publication publication = await RunAsync(set, cancellationToken);
        if (publication.Faults.Count == 0)
        {
            await store.SetSeedingAsync(false, cancellationToken);
        }

        return publication;
    }

    private static IEnumerable<TemplateFault> SameIds(IEnumerable<(string Path, TemplateReading<JourneyBundle> Reading)> readings) => readings
        .Where(r => r.Reading.Value is not null)
        .GroupBy(r => r.Reading.Value!.Definition.Id, StringComparer.Ordinal)
        .SelectMany(g => g.Skip(1).Select(r => new TemplateFault(r.Path, null, $"the journey id '{g.Key}' is used by '{g.First().Path}' already")));
}

/// <summary>What a publication did.</summary>
/// <param name="Versions">By path of the journey's file.</param>
/// <param name="Faults">Not empty when nothing was published, or when somebody else was faster on a journey.</param>
public sealed record Publication(IReadOnlyList<PublishedVersion> Versions, IReadOnlyList<TemplateFault> Faults);

/// <summary>A journey as it stands after a publication.</summary>
/// <param name="IsNew">False when the newest version has the same files.</param>
public sealed record PublishedVersion(string JourneyId, int Version, bool IsNew);
