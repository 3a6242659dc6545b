using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How many customers stand before which step of a journey. Reads the index as <see cref="CountInside"/> does, and two rows for each
/// enrollment of the journey, at most once in <see cref="CountInside.FreshFor"/>.</summary>
public sealed class CountStanding(IEntityTables tables, EnrolledIndex enrolled, EnrolledDays days, JourneyLibrary journeys, ShopSettings shop, Clocks clocks) : IDisposable
{
    private readonly KeptCounts<string, IReadOnlyList<(Standpoint? Of, int Version, int Inside)>> kept = new(clocks, CountInside.FreshFor);
    private readonly StandingReader reader = new(tables, journeys, shop);

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>By version, then in the order of the journey.</summary>
    /// <param name="to">A version that they would go on in; null where nobody would.</param>
    public async Task<Counted<IReadOnlyList<StepCount>>> OfAsync(string journeyId, JourneyDefinition? to, CancellationToken cancellationToken)
    {
        Counted<IReadOnlyList<(Standpoint? Of, int Version, int Inside)>> counted = await kept.OfAsync(journeyId, () => CountAsync(journeyId, cancellationToken), cancellationToken);
        StepCount[] counts =
        [
            .. counted.Value
                .GroupBy(c => (c.Version, Order: OrderOf(c.Of), c.Of?.StepId, Place: to is null ? null : StandingPlace.Of(c.Of?.PlaceIn(to))))
                .OrderBy(g => g.Key.Version).ThenBy(g => g.Key.Order)
                .Select(g => new StepCount(g.Key.Version, g.Key.StepId, g.Sum(c => c.Inside)) { Place = g.Key.Place }),
        ];
        return new Counted<IReadOnlyList<StepCount>>(counts, counted.CountedAt);
    }

    private static int OrderOf(Standpoint? of) =>
        of?.StepId is { } id ? of.Journey.AllSteps.Index().First(s => s.Item.Id == id).Index : int.MaxValue;

    private async Task<IReadOnlyList<(Standpoint? Of, int Version, int Inside)>> CountAsync(string journeyId, CancellationToken cancellationToken)
    {
        Dictionary<string, (Standpoint? Of, int Version, int Inside)> counts = new(StringComparer.Ordinal);
        string prefix = journeyId + ":";
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        foreach (DateOnly day in await days.ForAsync(shop.Calendar.DateOf(now), cancellationToken))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (lead.EnrollmentId.StartsWith(prefix, StringComparison.Ordinal)
                    && await reader.ActiveAsync(lead.CustomerId, lead.EnrollmentId, day, cancellationToken) is { } inside)
                {
                    Standpoint? of = await reader.OfAsync(inside, now, cancellationToken);
                    string likeness = of?.Likeness ?? $"{inside.Version}";
                    counts[likeness] = counts.TryGetValue(likeness, out var known) ? known with { Inside = known.Inside + 1 } : (of, inside.Version, 1);
                }
            }
        }

        return [.. counts.Values];
    }
}

/// <summary>Customers before a step.</summary>
/// <param name="StepId">The step that comes next; null for those who have the last step behind them, and wait for a message that was put off.</param>
/// <param name="Inside">≥ 1.</param>
public sealed record StepCount(int Version, string? StepId, int Inside)
{
    /// <summary>What the version that was asked for means for them; null where none was.</summary>
    public StandingPlace? Place { get; init; }
}

/// <summary>What another version means for people who stand alike.</summary>
/// <param name="StepId">The step with which they go on; null where they do not.</param>
/// <param name="Stays">Why they stay in theirs; null where they do not.</param>
public sealed record StandingPlace(string? StepId, StayReason? Stays)
{
    /// <summary>Whether nothing of it remains for them.</summary>
    public bool Ends => StepId is null && Stays is null;

    /// <param name="place">Null for those whose own version cannot be read: nobody can say where they stand.</param>
    internal static StandingPlace Of(VersionPlace? place) => place switch
    {
        VersionPlace.Goes goes => new StandingPlace(goes.StepId, null),
        VersionPlace.Ends => new StandingPlace(null, null),
        VersionPlace.Stays stays => new StandingPlace(null, stays.Reason),
        _ => new StandingPlace(null, StayReason.NoPlace),
    };
}
