using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Leads to enrollments: to those that are to be started, by rows that are removed after the start, and to all of a day. A row
/// is written before the enrollment: it may lead to nothing, but no enrollment is without it.</summary>
public sealed class EnrollmentIndex(IEntityTables tables, ShopCalendar calendar)
{
    /// <summary>Partitions of the index.</summary>
    public const int ShardCount = 8;

    /// <summary>Notes what the customer is about to have to start, and for ever on which day they entered. A row for each: one that is
    /// started must not take along the row of another that is about to be written.</summary>
    /// <param name="enrollments">All of one customer and of one instant, at least one.</param>
    /// <param name="since">Now, on the system clock.</param>
    /// <returns>The rows by which the enrollments are to be started.</returns>
    public async Task<IReadOnlyList<EnrollmentLead>> AddAsync(IReadOnlyList<Enrollment> enrollments, DateTimeOffset since, CancellationToken cancellationToken)
    {
        string customerId = enrollments[0].CustomerId;
        await WriteAsync(DayPartition(calendar.DateOf(enrollments[0].EnrolledAt), customerId), enrollments, since, cancellationToken);
        Enrollment[] starting = [.. enrollments.Where(e => e.IsActive)];  // one that was missed never starts
        return starting.Length == 0 ? [] : await WriteAsync(PartitionOf(customerId), starting, since, cancellationToken);
    }

    private async Task<IReadOnlyList<EnrollmentLead>> WriteAsync(
        string partition, IReadOnlyList<Enrollment> enrollments, DateTimeOffset since, CancellationToken cancellationToken)
    {
        Entity[] rows =
        [
            .. enrollments.Select(e => new EntityProperties()
                .Set("CustomerId", e.CustomerId)
                .Set("EnrollmentId", e.EnrollmentId)
                .Set("Since", since)
                .Row(partition, RowKeys.Of(e.CustomerId, e.EnrollmentId))),
        ];
        WriteOutcome outcome = await tables.WriteAsync(Tables.Indexes, partition, [.. rows.Select(r => new EntityChange.Put(r))], cancellationToken);
        return outcome is WriteOutcome.Written { ETags: var etags }
            ? [.. enrollments.Select((e, i) => new EnrollmentLead(e.EnrollmentId, since, rows[i] with { ETag = etags[i] }))]
            : throw new InvalidOperationException("A row that is put whatever is there cannot conflict.");
    }

    /// <summary>The customer's rows.</summary>
    public async Task<IReadOnlyList<EnrollmentLead>> OfAsync(string customerId, CancellationToken cancellationToken)
    {
        List<EnrollmentLead> leads = [];
        EntityQuery query = EntityQuery.Prefix(Tables.Indexes, PartitionOf(customerId), RowKeys.Under(customerId));
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            leads.Add(new EnrollmentLead(row.Text("EnrollmentId")!, row.Instant("Since")!.Value, row));
        }

        return leads;
    }

    /// <summary>Removes a row as it was read: one that was written again since then stays.</summary>
    public Task RemoveAsync(EnrollmentLead lead, CancellationToken cancellationToken) =>
        tables.WriteAsync(Tables.Indexes, lead.Row.PartitionKey, new EntityChange.Delete(lead.Row.RowKey, lead.Row.ETag), cancellationToken);

    /// <summary>Customers with a row that was written before that instant of the system clock.</summary>
    public async Task<IReadOnlyList<string>> SinceBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        HashSet<string> customers = new(StringComparer.Ordinal);
        for (int shard = 0; shard < ShardCount; shard++)
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, $"starting:{shard}"), cancellationToken))
            {
                if (row.Instant("Since") < before)
                {
                    customers.Add(row.Text("CustomerId")!);
                }
            }
        }

        return [.. customers];
    }

    /// <summary>The partition of those who entered on that shop day.</summary>
    public static string DayPartition(DateOnly enrolledOn, int shard) => $"enrolled:{enrolledOn.ToString("O", CultureInfo.InvariantCulture)}:{shard}";

    private static string DayPartition(DateOnly enrolledOn, string customerId) =>
        DayPartition(enrolledOn, int.Parse(RowKeys.Shard(customerId, ShardCount), CultureInfo.InvariantCulture));

    private static string PartitionOf(string customerId) => $"starting:{RowKeys.Shard(customerId, ShardCount)}";
}

/// <summary>A row of the index.</summary>
/// <param name="Since">When it was written, on the system clock.</param>
public sealed record EnrollmentLead(string EnrollmentId, DateTimeOffset Since, Entity Row);
