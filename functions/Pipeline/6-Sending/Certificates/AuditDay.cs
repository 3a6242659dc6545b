using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Recomputes what was due on a day from enrollments, pinned journeys and choices, and compares it with the ledger.</summary>
/// <remarks>Reads one row for each enrollment of the days that are looked at, and the whole customer only for those who were enrolled
/// on the day, or of whom the ledger's index says that something was due. Trusts nothing that is remembered.</remarks>
public sealed class AuditDay(IEntityTables tables, CustomerStore customers, EnrolledIndex enrolled, AuditCustomer audit, ShopSettings shop)
{
    private const int CustomersAtOnce = 4;

    /// <summary>What was due, and what became of it.</summary>
    /// <param name="enrolledOn">Days of which somebody enrolled may have been enrolled still on the day.</param>
    public async Task<DayAudit> RunAsync(DateOnly on, IReadOnlyCollection<DateOnly> enrolledOn, CancellationToken cancellationToken)
    {
        ShopDay day = ShopDay.Of(on, shop.Calendar);
        Leads leads = new([.. enrolledOn.Where(d => d <= on)]);
        foreach (DateOnly past in leads.Days.Order())
        {
            await foreach (EnrolledLead lead in enrolled.OfDayAsync(past, cancellationToken))
            {
                await FollowAsync(lead, past, day, leads, cancellationToken);
            }
        }

        await AddDueAsync(day, leads, cancellationToken);
        int due = 0;
        List<LedgerLine> rows = [];
        string[] ids = [.. leads.Customers.Order(StringComparer.Ordinal)];
        CustomerAccount[] accounts = new CustomerAccount[ids.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = CustomersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Length, options, async (i, token) => accounts[i] = await CustomerAsync(ids[i], day, leads, token));
        foreach (CustomerAccount account in accounts)
        {
            due += account.DueCount;
            rows.AddRange(account.Rows);
            leads.Findings.AddRange(account.Findings);
        }

        return new DayAudit(new DayAccount(on, due, rows, [.. InOrder(leads.Findings)]), [.. leads.OpenDays.Order()]);
    }

    private async Task FollowAsync(EnrolledLead lead, DateOnly enrolledOn, ShopDay day, Leads leads, CancellationToken cancellationToken)
    {
        leads.Indexed.Add(lead);
        Entity? row = await tables.ReadAsync(Tables.Customers, lead.CustomerId, EnrollmentRows.KeyOf(lead.EnrollmentId), cancellationToken);
        DateTimeOffset? endedAt = row?.Instant("EndedAt");
        if (endedAt is null || endedAt >= day.From)
        {
            leads.Customers.Add(lead.CustomerId);  // also when there is no row: the ledger may have rows of it
        }

        if (row is not null && (endedAt is null || endedAt >= day.Until))
        {
            leads.OpenDays.Add(enrolledOn);
        }
    }

    /// <summary>Customers of whom nothing was due, but who have rows in the ledger all the same.</summary>
    private async Task AddDueAsync(ShopDay day, Leads leads, CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < EnrollmentIndex.ShardCount; shard++)
        {
            EntityQuery query = new(Tables.Indexes, string.Create(CultureInfo.InvariantCulture, $"due:{day.On:yyyy-MM-dd}:{shard}"));
            await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
            {
                leads.Customers.Add(row.RowKey.Split(':')[0]);
            }
        }
    }

    private async Task<CustomerAccount> CustomerAsync(string customerId, ShopDay day, Leads leads, CancellationToken cancellationToken)
    {
        CustomerState state;
        try
        {
            state = await customers.ReadAsync(customerId, cancellationToken);
        }
        catch (Exception e) when (LedgerLines.IsSpoilt(e))
        {
            Finding finding = new(FindingKind.Unreadable, customerId, "", null, 0, null, "something of the customer is stored in a form that cannot be read");
            return new CustomerAccount(0, [], [finding]);
        }

        return await audit.RunAsync(state, day, e => IsHidden(e, leads), cancellationToken);
    }

    private bool IsHidden(Enrollment enrollment, Leads leads) =>
        leads.Days.Contains(shop.Calendar.DateOf(enrollment.EnrolledAt)) && !leads.Indexed.Contains(new EnrolledLead(enrollment.CustomerId, enrollment.EnrollmentId));

    private static IEnumerable<Finding> InOrder(IEnumerable<Finding> findings) => findings
        .OrderBy(f => f.Weight)
        .ThenBy(f => f.Kind)
        .ThenBy(f => f.CustomerId, StringComparer.Ordinal)
        .ThenBy(f => f.EnrollmentId, StringComparer.Ordinal)
        .ThenBy(f => f.StepId, StringComparer.Ordinal);

    private sealed record Leads(HashSet<DateOnly> Days)
    {
        public HashSet<EnrolledLead> Indexed { get; } = [];

        public HashSet<string> Customers { get; } = new(StringComparer.Ordinal);

        public HashSet<DateOnly> OpenDays { get; } = [];

        public List<Finding> Findings { get; } = [];
    }
}

/// <summary>A day as recomputed.</summary>
/// <param name="OpenDays">Days of which somebody enrolled was still enrolled when the day was over: later days need only look at these, and at
/// later ones.</param>
public sealed record DayAudit(DayAccount Account, IReadOnlyList<DateOnly> OpenDays);
