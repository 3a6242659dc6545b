using System.Collections.Concurrent;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Published journeys, read once: a version never changes. Which versions are the newest is looked up again after a moment.</summary>
public sealed class JourneyLibrary(JourneyStore store, Clocks clocks)
{
    /// <summary>How long a publication may go unnoticed, on the system clock.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string JourneyId, int Version), PublishedJourney> read = new();
    private Snapshot? snapshot;

    /// <summary>The newest version of every journey that can be read; those enroll customers.</summary>
    public async Task<IReadOnlyList<PublishedJourney>> ActiveAsync(CancellationToken cancellationToken) =>
        (await SnapshotAsync(cancellationToken)).Active;

    /// <summary>What is wrong with the newest versions that cannot be read; the other journeys run all the same.</summary>
    public async Task<IReadOnlyList<TemplateFault>> FaultsAsync(CancellationToken cancellationToken) =>
        (await SnapshotAsync(cancellationToken)).Faults;

    /// <summary>The version, as pinned by an enrollment.</summary>
    /// <exception cref="InvalidOperationException">It is missing or cannot be read: the enrollment waits until that is mended.</exception>
    public async Task<PublishedJourney> PinnedAsync(string journeyId, int version, CancellationToken cancellationToken)
    {
        TemplateReading<PublishedJourney> reading = await ReadAsync(journeyId, version, cancellationToken);
        return reading.Value ?? throw new InvalidOperationException(
            $"Version {version} of journey '{journeyId}' cannot be read: {string.Join("; ", reading.Faults)}");
    }

    /// <summary>Makes the next look see what was published just now.</summary>
    public void Forget() => snapshot = null;

    private async Task<Snapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (snapshot is { } known && now - known.At is var age && age >= TimeSpan.Zero && age < FreshFor)
        {
            return known;
        }

        List<PublishedJourney> active = [];
        List<TemplateFault> faults = [];
        foreach (JourneyHead head in await store.HeadsAsync(cancellationToken))
        {
            TemplateReading<PublishedJourney> reading = await ReadAsync(head.JourneyId, head.Version, cancellationToken);
            faults.AddRange(reading.Faults);
            if (reading.Value is { } journey)
            {
                active.Add(journey);
            }
        }

        return snapshot = new Snapshot(now, active, faults);
    }

    private async Task<TemplateReading<PublishedJourney>> ReadAsync(string journeyId, int version, CancellationToken cancellationToken)
    {
        if (read.TryGetValue((journeyId, version), out PublishedJourney? known))
        {
            return new TemplateReading<PublishedJourney>(known, []);
        }

        if (await store.FilesAsync(journeyId, version, cancellationToken) is not { } files || files.Journeys.ToArray() is not [string path])
        {
            return new TemplateReading<PublishedJourney>(null, [new TemplateFault($"journeys/{journeyId}.yaml", null, $"version {version} is not, or not wholly, in the store")]);
        }

        TemplateReading<JourneyBundle> reading = JourneyBundle.Read(path, files);
        if (reading.Value is not { } bundle)
        {
            return new TemplateReading<PublishedJourney>(null, reading.Faults);
        }

        return new TemplateReading<PublishedJourney>(read.GetOrAdd((journeyId, version), new PublishedJourney(bundle.Definition, version, bundle.Messages)), []);
    }

    private sealed record Snapshot(DateTimeOffset At, IReadOnlyList<PublishedJourney> Active, IReadOnlyList<TemplateFault> Faults);
}
