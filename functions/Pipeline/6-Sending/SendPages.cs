using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The send ledger in pages: of days, or of a customer.</summary>
public sealed class SendPages(IEntityTables tables, CustomerStore customers, ShopSettings shop)
{
    /// <summary>Sends that were due on the day, or are deferred to it, in no order that means anything. One row is read for each.</summary>
    public Task<ListPage<ListedSend>> OfDayAsync(DateOnly day, Predicate<SendRow> isWanted, ListRange range, CancellationToken cancellationToken) =>
        PageAsync(DueIndex.PartitionsOf(day), row => isWanted(row) && (IsOn(day, row.DueAt) || IsOn(day, row.DeferredUntil)), range, cancellationToken);

    /// <summary>Sends that were due on the days, the latest day first; each once, however often it was deferred.</summary>
    public Task<ListPage<ListedSend>> OfDaysAsync(DateOnly from, DateOnly through, Predicate<SendRow> isWanted, ListRange range, CancellationToken cancellationToken)
    {
        IEnumerable<DateOnly> days = Enumerable.Range(0, Math.Max(0, through.DayNumber - from.DayNumber + 1)).Select(back => through.AddDays(-back));
        return PageAsync(days.SelectMany(DueIndex.PartitionsOf), isWanted, range, cancellationToken, isOnceOnly: true);
    }

    /// <summary>Those of a customer, the latest due first. Reads the customer.</summary>
    public async Task<ListPage<ListedSend>> OfCustomerAsync(string customerId, Predicate<SendRow> isWanted, ListRange range, CancellationToken cancellationToken)
    {
        CustomerState state = await customers.LoadAsync(customerId, cancellationToken);
        IEnumerable<SendRow> rows = state.Sends.Values.Select(SendRows.Row).Where(r => isWanted(r));
        ListPage<SendRow> page = range.Of(rows, r => $"{RowKeys.LatestFirst(r.DueAt)}/{SendRows.KeyOf(r.Key)}");
        return new ListPage<ListedSend>([.. page.Items.Select(r => new ListedSend(customerId, r))], page.Next);
    }

    private Task<ListPage<ListedSend>> PageAsync(
        IEnumerable<string> partitions, Predicate<SendRow> isWanted, ListRange range, CancellationToken cancellationToken, bool isOnceOnly = false)
    {
        return PartitionWalk.Over(tables, Tables.Indexes).PageAsync(partitions, range, ItemAsync, cancellationToken);

        async Task<ListedSend?> ItemAsync(Entity entity, CancellationToken token)
        {
            DueLead lead = DueIndex.LeadOf(entity);
            return await FindAsync(lead, token) is { } row
                && isWanted(row)
                && (!isOnceOnly || entity.PartitionKey.StartsWith(DayOf(row.DueAt), StringComparison.Ordinal))
                    ? new ListedSend(lead.CustomerId, row)
                    : null;
        }
    }

    /// <summary>The row of the step, on whatever channel: an index row may lead to one that was dropped.</summary>
    internal async Task<SendRow?> FindAsync(DueLead lead, CancellationToken cancellationToken)
    {
        string underStep = SendRows.UnderStep(new SendKey(lead.EnrollmentId, lead.StepId, 0, Channel.Email));
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Customers, lead.CustomerId, underStep), cancellationToken))
        {
            return SendRows.Row(row);
        }

        return null;
    }

    private bool IsOn(DateOnly day, DateTimeOffset? instant) => instant is { } at && shop.Calendar.DateOf(at) == day;

    private string DayOf(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"due:{shop.Calendar.DateOf(at):yyyy-MM-dd}:");
}

/// <summary>A row of the ledger with whose it is.</summary>
public sealed record ListedSend(string CustomerId, SendRow Row);
