using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Starts the orchestrations of enrollments whose row is written. Repeating it changes nothing.</summary>
public sealed class StartEnrollments(CustomerStore customers, EnrollmentIndex index, Clocks clocks)
{
    /// <summary>How long an enrollment may be <see cref="EnrollmentState.Starting"/> before it counts as stuck, on the system clock.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(5);

    /// <summary>Starts what the customer has to start.</summary>
    /// <returns>The customer afterwards.</returns>
    public async Task<CustomerState> RunAsync(string customerId, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        IReadOnlyList<EnrollmentLead> leads = await index.OfAsync(customerId, cancellationToken);  // before the customer: what they lead to is seen
        return await RunAsync(await customers.LoadAsync(customerId, cancellationToken), leads, orchestrations, cancellationToken);
    }

    /// <summary>The same with what is known already.</summary>
    /// <param name="state">Read, or written, after the leads.</param>
    /// <param name="leads">That are to be removed when all is started.</param>
    internal async Task<CustomerState> RunAsync(
        CustomerState state, IReadOnlyList<EnrollmentLead> leads, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        CustomerState after = state;
        List<Enrollment> starting = [.. state.Enrollments.Where(e => e.State == EnrollmentState.Starting)];
        foreach (Enrollment enrollment in starting)
        {
            Cursor start = new(enrollment.EnrollmentId, state.CustomerId, enrollment.JourneyId, enrollment.Version);
            await orchestrations.StartAsync(start, cancellationToken);
        }

        foreach (Enrollment[] part in starting.Chunk(EntityLimits.BatchMax - 1))
        {
            (_, after) = await customers.ChangeAsync(after, (now, _) => Task.FromResult(Started(now, part)), cancellationToken);
        }

        // A fresh row that leads to nothing belongs to somebody who is about to write the enrollment.
        DateTimeOffset stuckBefore = clocks.System.GetUtcNow() - StuckAfter;
        foreach (EnrollmentLead lead in leads.Where(l => l.Since < stuckBefore || state.Enrollment(l.EnrollmentId) is not null))
        {
            await index.RemoveAsync(lead, cancellationToken);
        }

        return after;
    }

    /// <summary>Starts what got stuck because the process ended between the row and the start.</summary>
    /// <returns>The number of customers whose enrollments are started now, and for whom that could not be done: what leads to these stays.</returns>
    public async Task<Round> SweepAsync(IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        EachCustomer each = new();
        IReadOnlyList<string> stuck = await index.SinceBeforeAsync(clocks.System.GetUtcNow() - StuckAfter, cancellationToken);
        foreach (string customerId in stuck)
        {
            await each.TryAsync(customerId, () => RunAsync(customerId, orchestrations, cancellationToken));
        }

        return new Round(each.Count, each.Failed);
    }

    /// <summary>One that has ended in the meantime stays ended.</summary>
    private static CustomerChange<int> Started(CustomerState now, Enrollment[] started)
    {
        List<EntityChange> rows =
        [
            .. started.Select(s => now.Enrollment(s.EnrollmentId)).OfType<Enrollment>()
                .Where(e => e.State == EnrollmentState.Starting)
                .Select(e => new EntityChange.Put(EnrollmentRows.Row(e with { State = EnrollmentState.Running }))),
        ];
        return new CustomerChange<int>(rows.Count, null, rows);
    }
}
