using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How many customers are in each version of each journey. Looks at the days on which somebody enrolled who may still be inside,
/// as the last certificate says, and reads one row for each enrollment of them, at most once in <see cref="FreshFor"/>.</summary>
public sealed class CountInside(IEntityTables tables, EnrolledIndex enrolled, EnrolledDays days, ShopSettings shop, Clocks clocks) : IDisposable
{
    private readonly KeptCounts<bool, IReadOnlyList<JourneyCount>> kept = new(clocks, FreshFor);

    /// <summary>On the system clock.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>Versions in which somebody is, by journey and version.</summary>
    public Task<Counted<IReadOnlyList<JourneyCount>>> RunAsync(CancellationToken cancellationToken) =>
        kept.OfAsync(true, () => CountAsync(cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<JourneyCount>> CountAsync(CancellationToken cancellationToken)
    {
        Dictionary<(string Journey, int Version), int> counts = [];
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        foreach (DateOnly day in await days.ForAsync(today, cancellationToken))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (await tables.ReadAsync(Tables.Customers, lead.CustomerId, EnrollmentRows.KeyOf(lead.EnrollmentId), cancellationToken) is { } row
                    && EnrollmentRows.Enrollment(row) is { IsActive: true } inside
                    && shop.Calendar.DateOf(inside.EnrolledAt) == day)  // an attempt that was broken off may have left its row on another day
                {
                    counts[(inside.JourneyId, inside.Version)] = counts.GetValueOrDefault((inside.JourneyId, inside.Version)) + 1;
                }
            }
        }

        return [.. counts.Select(c => new JourneyCount(c.Key.Journey, c.Key.Version, c.Value)).OrderBy(c => c.JourneyId, StringComparer.Ordinal).ThenBy(c => c.Version)];
    }
}

/// <summary>Who is in a version of a journey.</summary>
/// <param name="Inside">Running ones and those that are about to, ≥ 1.</param>
public sealed record JourneyCount(string JourneyId, int Version, int Inside);
