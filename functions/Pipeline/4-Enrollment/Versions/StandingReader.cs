using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Reads where enrollments stand, without their customers: a row for each, and those of its choices.</summary>
internal sealed class StandingReader(IEntityTables tables, JourneyLibrary journeys, ShopSettings shop)
{
    /// <summary>The enrollment that the row of the index leads to, while it goes on; null for one that is over, or never came to be.</summary>
    public async Task<Enrollment?> ActiveAsync(string customerId, string enrollmentId, DateOnly enrolledOn, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Customers, customerId, EnrollmentRows.KeyOf(enrollmentId), cancellationToken) is { } row
        && EnrollmentRows.Enrollment(row) is { IsActive: true } inside
        && shop.Calendar.DateOf(inside.EnrolledAt) == enrolledOn  // an attempt that was broken off may have left its row on another day
            ? inside
            : null;

    /// <summary>Where it stands; null in a version that cannot be read.</summary>
    public async Task<Standpoint?> OfAsync(Enrollment enrollment, DateTimeOffset now, CancellationToken cancellationToken)
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

        IReadOnlyList<StepVisit> walk = new JourneyWalk(journey.Definition, shop.Calendar, shop.SendAt).Of(enrollment, choices);
        return new Standpoint(enrollment, journey.Definition, walk, choices, now);
    }
}

/// <summary>Where an enrollment stands.</summary>
internal sealed record Standpoint(
    Enrollment Enrollment, JourneyDefinition Journey, IReadOnlyList<StepVisit> Walk, IReadOnlyDictionary<string, Choice> Choices, DateTimeOffset Now)
{
    /// <summary>The step that comes next; null behind the last one.</summary>
    public string? StepId
    {
        get
        {
            bool waits = Walk is [.., var last] && last.Step.Arms.Count > 0 && !Choices.ContainsKey(last.Step.Id);
            return Walk.FirstOrDefault(v => v.DueAt > Now)?.Step.Id ?? (waits ? Walk[^1].Step.Id : null);
        }
    }

    /// <summary>The same text for all who stand alike: wherever one of them goes in another version, all do.</summary>
    public string Likeness =>
        $"{Enrollment.Version}|{StepId}|{string.Join(',', Enrollment.Passed)}|{string.Join(',', Choices.Values.OrderBy(c => c.StepId, StringComparer.Ordinal).Select(c => $"{c.StepId}={c.Arm}"))}";

    /// <summary>What another version means for it.</summary>
    public VersionPlace PlaceIn(JourneyDefinition to) => new VersionChange(Journey, to).Of(Enrollment.Passed, Walk, Choices, Now);
}
