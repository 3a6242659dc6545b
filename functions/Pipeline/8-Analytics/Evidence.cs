using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>All that one customer's partition says for experiments.</summary>
/// <param name="Sends">The ledger, without notices to programs.</param>
/// <param name="Messages">What went out, with its clicks.</param>
/// <param name="RefusedAt">When marketing was refused on a channel, and still is.</param>
/// <param name="ComplainedAt">When a message was called spam.</param>
internal sealed record Evidence(
    CustomerState State,
    IReadOnlyList<SendRow> Sends,
    IReadOnlyList<SentMessage> Messages,
    IReadOnlyList<DateTimeOffset> RefusedAt,
    IReadOnlyList<DateTimeOffset> ComplainedAt)
{
    /// <summary>What providers told of messages.</summary>
    public IReadOnlyList<DeliveryFact> Facts { get; init; } = [];

    private static readonly string Deliveries = RowKeys.Under(DeliveryRows.Kind);

    /// <summary>The same; null when a row cannot be read: the certificate of the day names the customer.</summary>
    public static async Task<Evidence?> TryReadAsync(IEntityTables tables, string customerId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(tables, customerId, cancellationToken);
        }
        catch (Exception e) when (LedgerLines.IsSpoilt(e))
        {
            return null;
        }
    }

    /// <summary>Reads the partition once.</summary>
    public static async Task<Evidence> ReadAsync(IEntityTables tables, string customerId, CancellationToken cancellationToken)
    {
        StateReader reader = new(customerId);
        List<DeliveryFact> facts = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Customers, customerId), cancellationToken))
        {
            reader.Take(row);
            if (row.RowKey.StartsWith(Deliveries, StringComparison.Ordinal))
            {
                facts.Add(DeliveryRows.Fact(row));
            }
        }

        CustomerState state = reader.State();
        SendRow[] sends = [.. state.Sends.Values.Select(SendRows.Row).Where(r => r.Key.Channel != Channel.Webhook)];
        ILookup<SendKey, DateTimeOffset> clicks = facts.Where(f => f.Kind == DeliveryKind.Clicked).ToLookup(f => f.Key, f => f.At);
        return new Evidence(
            state,
            sends,
            [.. sends.Where(s => s.State == SendState.Sent).Select(s => new SentMessage(s.Key.EnrollmentId, s.Key.StepId, HeldReasons.WentAt(s)!.Value, [.. clicks[s.Key]]))],
            [.. state.Consents.Values.Where(c => c.State == ConsentState.Withdrawn).Select(c => c.At)],
            [.. facts.Where(f => f.Kind == DeliveryKind.Complained).Select(f => f.At)])
        {
            Facts = facts,
        };
    }
}
