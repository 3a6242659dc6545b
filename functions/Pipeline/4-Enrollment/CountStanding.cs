using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>How many customers stand before which step of a journey. Reads the index as <see cref="CountInside"/> does, and two rows for each
/// enrollment of the journey, at most once in <see cref="CountInside.FreshFor"/>.</summary>
public sealed class CountStanding(IEntityTables tables, EnrolledIndex enrolled, EnrolledDays days, JourneyLibrary journeys, ShopSettings shop, Clocks clocks) : IDisposable
{
    private readonly KeptCounts<string, IReadOnlyList<StepCount>> kept = new(clocks, CountInside.FreshFor);

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>By version, then in the order of the journey.</summary>
    public Task<Counted<IReadOnlyList<StepCount>>> OfAsync(string journeyId, CancellationToken cancellationToken) =>
        kept.OfAsync(journeyId, () => CountAsync(journeyId, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<StepCount>> CountAsync(string journeyId, CancellationToken cancellationToken)
    {
        Dictionary<(int Version, string? StepId), int> counts = [];
        string prefix = journeyId + ":";
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        foreach (DateOnly day in await days.ForAsync(shop.Calendar.DateOf(now), cancellationToken))
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (lead.EnrollmentId.StartsWith(prefix, StringComparison.Ordinal)
                    && await tables.ReadAsync(Tables.Customers, lead.CustomerId, EnrollmentRows.KeyOf(lead.EnrollmentId), cancellationToken) is { } row
                    && EnrollmentRows.Enrollment(row) is { IsActive: true } inside
                    && shop.Calendar.DateOf(inside.EnrolledAt) == day)
                {
                    (int, string?) at = (inside.Version, await StepOfAsync(inside, now, cancellationToken));
                    counts[at] = counts.GetValueOrDefault(at) + 1;
                }
            }
        }

        List<StepCount> ordered = [];
        foreach (IGrouping<int, KeyValuePair<(int Version, string? StepId), int>> version in counts.GroupBy(c => c.Key.Version).OrderBy(g => g.Key))
        {
            List<string> steps = [.. (await journeys.FindAsync(journeyId, version.Key, cancellationToken))?.Definition.AllSteps.Select(s => s.Id) ?? []];
            ordered.AddRange(version
                .OrderBy(c => c.Key.StepId is { } id ? steps.IndexOf(id) : int.MaxValue)
                .Select(c => new StepCount(version.Key, c.Key.StepId, c.Value)));
        }

        return ordered;
    }

    /// <summary>The step that comes next; null behind the last one, and in a version that cannot be read.</summary>
    private async Task<string?> StepOfAsync(Enrollment enrollment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await journeys.FindAsync(enrollment.JourneyId, enrollment.Version, cancellationToken) is not { } journey)
        {
            return null;
        }

        Dictionary<string, Choice> choices = new(StringComparer.Ordinal);
        EntityQuery query = EntityQuery.Prefix(Tables.Customers, enrollment.CustomerId, RowKeys.Under("choice", enrollment.EnrollmentId));
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            Choice choice = EnrollmentRows.Choice(row);
            choices[choice.StepId] = choice;
        }

        IReadOnlyList<StepVisit> visits = new JourneyWalk(journey.Definition, shop.Calendar, shop.SendAt).Of(enrollment, choices);
        bool waits = visits is [.., var last] && last.Step.Arms.Count > 0 && !choices.ContainsKey(last.Step.Id);
        return visits.FirstOrDefault(v => v.DueAt > now)?.Step.Id ?? (waits ? visits[^1].Step.Id : null);
    }
}

/// <summary>Customers before a step.</summary>
/// <param name="StepId">The step that comes next; null for those who have the last step behind them, and wait for a message that was put off.</param>
/// <param name="Inside">≥ 1.</param>
public sealed record StepCount(int Version, string? StepId, int Inside);
