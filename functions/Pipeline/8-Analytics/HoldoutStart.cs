using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics;

/// <summary>Since when the shop's holdout is kept out: settings do not say when they were set, and who got messages before compares
/// nothing.</summary>
public sealed class HoldoutStart(IEntityTables tables)
{
    private const string Partition = "holdouts";

    /// <summary>Null when it was never noted.</summary>
    internal async Task<DateTimeOffset?> FindAsync(ShopHoldout holdout, CancellationToken cancellationToken) =>
        (await tables.ReadAsync(Tables.Journeys, Partition, KeyOf(holdout), cancellationToken))?.Instant("Since");

    /// <summary>Notes that it is kept out from now on, unless that is noted; another share or name begins anew.</summary>
    internal async Task NoteAsync(ShopHoldout holdout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (holdout.Share > 0 && await FindAsync(holdout, cancellationToken) is null)
        {
            EntityChange row = new EntityChange.Insert(new EntityProperties().Set("Since", now).Row(Partition, KeyOf(holdout)));
            await tables.WriteAsync(Tables.Journeys, Partition, row, cancellationToken);  // false: somebody else has just noted it
        }
    }

    private static string KeyOf(ShopHoldout holdout) => RowKeys.Of("holdout", holdout.Name, holdout.Share.ToString("0.############", CultureInfo.InvariantCulture));
}
