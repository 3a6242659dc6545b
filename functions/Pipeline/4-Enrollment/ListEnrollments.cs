using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrollments of the whole shop by the day on which they began, the latest day first.</summary>
public sealed class ListEnrollments(IEntityTables tables, EnrolledIndex enrolled, ShopSettings shop)
{
    /// <summary>Those of the days; whoever has seen enough stops asking.</summary>
    public async IAsyncEnumerable<Enrollment> RunAsync(DateOnly from, DateOnly through, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (DateOnly day = through; day >= from; day = day.AddDays(-1))
        {
            List<Enrollment> ofDay = [];
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(day, cancellationToken))
            {
                if (await tables.ReadAsync(Tables.Customers, lead.CustomerId, EnrollmentRows.KeyOf(lead.EnrollmentId), cancellationToken) is { } row
                    && EnrollmentRows.Enrollment(row) is var enrollment
                    && shop.Calendar.DateOf(enrollment.EnrolledAt) == day)  // an attempt that was broken off may have left its row on another day
                {
                    ofDay.Add(enrollment);
                }
            }

            foreach (Enrollment listed in ofDay.OrderByDescending(e => e.EnrolledAt).ThenBy(e => e.EnrollmentId, StringComparer.Ordinal))
            {
                yield return listed;
            }
        }
    }
}
