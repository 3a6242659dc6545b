using FollowUpFlows.Pipeline.Queues;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Notes what a shop says has changed, so that it is fetched: once for all notices that come before the fetch begins, and once
/// more when another one comes afterwards.</summary>
public sealed class NoteChanges(IEntityTables tables, ShopApis apis, IWorkQueues queues, Clocks clocks)
{
    /// <summary>The queue of things to fetch; a message is a <see cref="FetchId"/>.</summary>
    public const string Queue = "fetches";

    /// <summary>Shops tell of one change several times at once, and before it is visible: they tell inside the change.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(3);

    /// <summary>Whether the source's shop can be asked at all.</summary>
    public bool CanFetch(string sourceId) => apis.Find(sourceId)?.Fetch is not null;

    /// <summary>Returns when it is certain that the thing is fetched. Safe to repeat: then it may be fetched once more.</summary>
    /// <param name="message">What told of it.</param>
    public async Task RunAsync(InboxId message, ShopNotice notice, CancellationToken cancellationToken)
    {
        FetchId id = FetchId.Of(message.SourceId, notice.Thing);
        string partition = FetchRow.PartitionOf(id.SourceId);
        while (true)
        {
            Entity? known = await tables.ReadAsync(Tables.Pulls, partition, id.Key, cancellationToken);
            if (known is null)
            {
                FetchRow row = new(id, notice, message, 1, clocks.System.GetUtcNow() + SettleTime);
                if (await tables.WriteAsync(Tables.Pulls, partition, new EntityChange.Insert(row.Entity), cancellationToken))
                {
                    // If the process ends here, the sweep finds the row.
                    await queues.SendAsync(Queue, id.ToString(), SettleTime, cancellationToken);
                    return;
                }
            }
            else
            {
                FetchRow row = FetchRow.Of(id.SourceId, known);
                row = row with { Notice = message, NoticeCount = row.NoticeCount + 1, Told = notice with { IsGone = notice.IsGone || row.Told.IsGone } };
                if (await tables.WriteAsync(Tables.Pulls, partition, new EntityChange.Replace(row.Entity), cancellationToken))
                {
                    return;
                }
            }
        }
    }
}
