using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The published journeys.</summary>
public sealed class JourneyLibrary(JourneyStore store, ShopSettings shop, Clocks clocks)
{
    private readonly NewestReadable<PublishedJourney> newest =
        new(store.Journeys, "journey", (version, files) => Read(version, files, shop.RankModelId), clocks.System);

    private EnrollingJourneys? enrolling;

    /// <summary>How long a publication may go unnoticed, on the system clock.</summary>
    public static TimeSpan FreshFor => NewestReadable<PublishedJourney>.FreshFor;

    /// <summary>The newest version of every journey that can be read; those enroll customers, but for those that are rolled out.</summary>
    public async Task<IReadOnlyList<PublishedJourney>> ActiveAsync(CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).Values;

    /// <summary>The version of every journey that enrolls the customer: always the same as long as nobody publishes or moves a roll-out on.</summary>
    public async Task<IReadOnlyList<PublishedJourney>> EnrollingAsync(string customerId, CancellationToken cancellationToken) =>
        (await LookAsync(cancellationToken)).For(customerId);

    /// <summary>Every version that enrolls somebody.</summary>
    public async Task<IReadOnlyList<PublishedJourney>> EnrollingAsync(CancellationToken cancellationToken) =>
        (await LookAsync(cancellationToken)).All;

    /// <summary>The version in which those inside an older one are to go on.</summary>
    /// <param name="version">In which they are.</param>
    /// <returns>Null where they go through to the end of theirs, also as long as the newer one cannot be read.</returns>
    public async Task<PublishedJourney?> InsideToAsync(string journeyId, int version, CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).Heads.FirstOrDefault(h => h.Id == journeyId)?.InsideTo is { } to && to > version
            ? await FindAsync(journeyId, to, cancellationToken)
            : null;

    /// <summary>What is wrong with newer versions that cannot be read; everything else runs all the same.</summary>
    public async Task<IReadOnlyList<TemplateFault>> FaultsAsync(CancellationToken cancellationToken) =>
        (await newest.LookAsync(cancellationToken)).Faults;

    /// <summary>The version, as pinned by an enrollment.</summary>
    /// <exception cref="InvalidOperationException">It is missing or cannot be read: the enrollment waits until that is mended.</exception>
    public async Task<PublishedJourney> PinnedAsync(string journeyId, int version, CancellationToken cancellationToken)
    {
        TemplateReading<PublishedJourney> reading = await newest.ReadAsync(journeyId, version, cancellationToken);
        return reading.Value ?? throw new InvalidOperationException(
            $"Version {version} of journey '{journeyId}' cannot be read: {string.Join("; ", reading.Faults)}");
    }

    /// <summary>The same; null when it is missing or cannot be read.</summary>
    public async Task<PublishedJourney?> FindAsync(string journeyId, int version, CancellationToken cancellationToken) =>
        (await newest.ReadAsync(journeyId, version, cancellationToken)).Value;

    /// <summary>The same with what is wrong with it.</summary>
    public Task<TemplateReading<PublishedJourney>> ReadAsync(string journeyId, int version, CancellationToken cancellationToken) =>
        newest.ReadAsync(journeyId, version, cancellationToken);

    /// <summary>Makes the next look see what was published just now.</summary>
    public void Forget() => newest.Forget();

    private async Task<EnrollingJourneys> LookAsync(CancellationToken cancellationToken)
    {
        NewestReadable<PublishedJourney>.Snapshot look = await newest.LookAsync(cancellationToken);
        return enrolling is { } known && ReferenceEquals(known.Look, look)
            ? known
            : enrolling = await EnrollingJourneys.OfAsync(look, (id, version) => FindAsync(id, version, cancellationToken));
    }

    private static TemplateReading<PublishedJourney> Read(int version, TemplateSet files, string mainModelId)
    {
        if (files.Journeys.ToArray() is not [string path])
        {
            return new TemplateReading<PublishedJourney>(null, [new TemplateFault($"version {version}", null, "the journey's own file is not in the store")]);
        }

        TemplateReading<JourneyBundle> reading = JourneyBundle.Read(path, files, mainModelId);
        return new TemplateReading<PublishedJourney>(
            reading.Value is { } bundle ? new PublishedJourney(bundle.Definition, version, bundle.Messages) : null,
            reading.Faults);
    }
}
