using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Which shops' APIs do not answer, so that somebody sees it.</summary>
public sealed class ShopHealth(IEntityTables tables, Clocks clocks)
{
    private const string Partition = "health";
    private const int ReasonLengthMax = 500;

    /// <summary>Those that failed at the last call, by id.</summary>
    public async Task<IReadOnlyList<FailingShop>> FailingAsync(CancellationToken cancellationToken)
    {
        List<FailingShop> failing = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Pulls, Partition), cancellationToken))
        {
            failing.Add(new FailingShop(row.RowKey, (int)row.Number("Count")!.Value, row.Instant("Since")!.Value, row.Text("Reason")!));
        }

        return failing;
    }

    /// <summary>Whether it failed at the last call.</summary>
    internal async Task<bool> IsFailingAsync(string sourceId, CancellationToken cancellationToken) =>
        await tables.ReadETagAsync(Tables.Pulls, Partition, sourceId, cancellationToken) is not null;

    /// <summary>Notes that the shop's API failed. Of several at once one may not be counted.</summary>
    /// <returns>Failures since the last success.</returns>
    internal async Task<int> FailedAsync(string sourceId, ShopApiException fault, CancellationToken cancellationToken)
    {
        Entity? known = await tables.ReadAsync(Tables.Pulls, Partition, sourceId, cancellationToken);
        long count = (known?.Number("Count") ?? 0) + 1;
        Entity row = new EntityProperties()
            .Set("Count", count)
            .Set("Since", known?.Instant("Since") ?? clocks.System.GetUtcNow())
            .Set("Reason", fault.Message.Length > ReasonLengthMax ? fault.Message[..ReasonLengthMax] : fault.Message)
            .Row(Partition, sourceId);
        await tables.WriteAsync(Tables.Pulls, Partition, new EntityChange.Put(row), cancellationToken);
        return (int)count;
    }

    /// <summary>Notes that the shop's API answers.</summary>
    internal async Task WorksAsync(string sourceId, CancellationToken cancellationToken)
    {
        if (await IsFailingAsync(sourceId, cancellationToken))
        {
            await tables.WriteAsync(Tables.Pulls, Partition, new EntityChange.Delete(sourceId), cancellationToken);
        }
    }
}

/// <summary>A shop whose API fails.</summary>
/// <param name="Count">Failures since the last success.</param>
/// <param name="SinceAt">Of the first of them, on the system clock.</param>
/// <param name="Reason">Of the last one, with what to do; no personal data.</param>
public sealed record FailingShop(string SourceId, int Count, DateTimeOffset SinceAt, string Reason);
