using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Enrollments of the shop, or of a customer, in pages.</summary>
public sealed class EnrollmentPages(IEntityTables tables, CustomerStore customers, ShopSettings shop)
{
    /// <summary>Those who entered on the days, the latest day first; within a day in no order that means anything, so that a page need
    /// not read the whole day. One row is read for each.</summary>
    public Task<ListPage<Enrollment>> OfDaysAsync(
        DateOnly from, DateOnly through, Predicate<Enrollment> isWanted, ListRange range, CancellationToken cancellationToken)
    {
        IEnumerable<string> partitions = Enumerable.Range(0, Math.Max(0, through.DayNumber - from.DayNumber + 1))
            .SelectMany(back => Enumerable.Range(0, EnrollmentIndex.ShardCount).Select(shard => EnrollmentIndex.DayPartition(through.AddDays(-back), shard)));
        return PartitionWalk.Over(tables, Tables.Indexes).PageAsync(partitions, range, ItemAsync, cancellationToken);

        async Task<Enrollment?> ItemAsync(Entity lead, CancellationToken token) =>
            await tables.ReadAsync(Tables.Customers, lead.Text("CustomerId")!, EnrollmentRows.KeyOf(lead.Text("EnrollmentId")!), token) is { } row
            && EnrollmentRows.Enrollment(row) is var enrollment
            && lead.PartitionKey.StartsWith(DayOf(enrollment), StringComparison.Ordinal)  // an attempt that was broken off may have left its row on another day
            && isWanted(enrollment)
                ? enrollment
                : null;
    }

    /// <summary>Those of a customer, the latest first. Reads the customer.</summary>
    public async Task<ListPage<Enrollment>> OfCustomerAsync(string customerId, Predicate<Enrollment> isWanted, ListRange range, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        return range.Of(state.Enrollments.Where(e => isWanted(e)), e => $"{RowKeys.LatestFirst(e.EnrolledAt)}/{e.EnrollmentId}");
    }

    private string DayOf(Enrollment enrollment) => EnrollmentIndex.DayPartition(shop.Calendar.DateOf(enrollment.EnrolledAt), 0)[..^1];
}
