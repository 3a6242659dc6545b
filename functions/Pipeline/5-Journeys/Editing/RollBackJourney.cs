namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Publishes an older version of a journey anew, with its messages as they were.</summary>
public sealed class RollBackJourney(JourneyStore store, PublishJourneys publish)
{
    /// <summary>Goes back. Repeating it makes no further version.</summary>
    /// <param name="movesInside">Whether those inside go on in it.</param>
    /// <returns>Null when there is no such version.</returns>
    public async Task<Publication?> RunAsync(string journeyId, int version, PublicationNote note, bool movesInside, CancellationToken cancellationToken) =>
        await store.Journeys.FilesAsync(journeyId, version, cancellationToken) is { } files
            ? await publish.RunAsync(files, note, new PublicationWay(null, movesInside), cancellationToken)
            : null;
}
