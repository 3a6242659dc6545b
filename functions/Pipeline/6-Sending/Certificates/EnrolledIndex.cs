using System.Globalization;
using System.Runtime.CompilerServices;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Who was enrolled on which day of the shop. A row is written before its enrollment and never removed: it may lead to nothing,
/// but no enrollment is without it.</summary>
public sealed class EnrolledIndex(IEntityTables tables)
{
    /// <summary>The enrollments of the day that the index leads to, and perhaps some that never came to be.</summary>
    public async IAsyncEnumerable<EnrolledLead> OfDayAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < EnrollmentIndex.ShardCount; shard++)
        {
            string partition = string.Create(CultureInfo.InvariantCulture, $"enrolled:{day:yyyy-MM-dd}:{shard}");
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, partition), cancellationToken))
            {
                yield return new EnrolledLead(row.Text("CustomerId")!, row.Text("EnrollmentId")!);
            }
        }
    }
}

/// <summary>A row of the index.</summary>
public readonly record struct EnrolledLead(string CustomerId, string EnrollmentId);
