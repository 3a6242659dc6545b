using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Webhooks exactly as they arrived. A message is kept once, however often it is delivered.</summary>
/// <remarks>A source's messages are spread over <see cref="ShardCount"/> partitions. Of each message there is the row itself, its body in
/// parts, and, until it is settled, a row under <c>open</c> that the sweep finds.</remarks>
public sealed class Inbox(IEntityTables tables)
{
    /// <summary>Partitions of one source.</summary>
    public const int ShardCount = 8;

    private const string SourcesPartition = "sources";
    private const int BodyPartBytes = EntityLimits.BytesMax;

    private readonly ConcurrentDictionary<string, bool> knownSources = new(StringComparer.Ordinal);

    /// <summary>Stores the message; returns when it is durable.</summary>
    /// <returns>False when it was there already.</returns>
    public async Task<bool> AddAsync(InboxId id, WebhookRequest request, Moment received, CancellationToken cancellationToken)
    {
        await KeepSourceAsync(id.SourceId, cancellationToken);
        string partition = PartitionOf(id);
        byte[][] parts = [.. request.Body.ToArray().Chunk(BodyPartBytes)];
        EntityProperties head = new EntityProperties()
            .Set("State", InboxState.Received)
            .Set("ReceivedAt", received.Shop)
            .Set("Headers", StoredJson.Write(request.Headers))
            .Set("BodyParts", parts.Length);
        List<EntityChange> changes =
        [
            new EntityChange.Insert(head.Row(partition, RowKeys.Of("message", id.Key))),
            new EntityChange.Put(OpenRow(id, received.System)),
        ];
        changes.AddRange(parts.Select((part, i) => new EntityChange.Put(
            new Entity(partition, BodyRow(id, i)) { Properties = new Dictionary<string, object> { ["Bytes"] = part } })));
        return await tables.WriteAsync(Tables.Inbox, partition, changes, cancellationToken) is WriteOutcome.Written;
    }

    /// <summary>Every source that a message ever came from, those no longer configured included; ordinal.</summary>
    public async Task<IReadOnlyList<string>> SourcesAsync(CancellationToken cancellationToken)
    {
        List<string> sources = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Inbox, SourcesPartition), cancellationToken))
        {
            sources.Add(row.RowKey);
        }

        return sources;
    }

    /// <summary>The message; null when there is none of that id.</summary>
    public async Task<InboxMessage?> FindAsync(InboxId id, CancellationToken cancellationToken) =>
        await HeadAsync(id, cancellationToken) is { } head ? MessageOf(id, head) : null;

    /// <summary>What arrived, byte by byte.</summary>
    public async Task<WebhookRequest> RequestAsync(InboxId id, CancellationToken cancellationToken)
    {
        Entity head = await HeadAsync(id, cancellationToken) ?? throw new ArgumentException($"There is no message {id}.", nameof(id));
        MemoryStream body = new();
        EntityQuery parts = EntityQuery.Prefix(Tables.Inbox, PartitionOf(id), RowKeys.Under("body", id.Key));
        await foreach (Entity part in tables.QueryAllAsync(parts, cancellationToken))
        {
            body.Write(part.Bytes("Bytes"));
        }

        Dictionary<string, string> headers = StoredJson.Read<Dictionary<string, string>>(head.Text("Headers")!);
        return new WebhookRequest(new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase), body.ToArray());
    }

    /// <summary>Notes what became of the message. Of several at once the last one stays; a settled message is no longer open.</summary>
    /// <param name="now">On the system clock, for the sweep.</param>
    public async Task SetAsync(InboxId id, InboxState state, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(id);
        Entity head = await HeadAsync(id, cancellationToken) ?? throw new ArgumentException($"There is no message {id}.", nameof(id));
        Dictionary<string, object> properties = new(head.Properties) { ["State"] = state.ToString() };
        properties.Remove("Reason");
        if (reason is not null)
        {
            properties["Reason"] = reason;
        }

        EntityChange open = state == InboxState.Received ? new EntityChange.Put(OpenRow(id, now)) : new EntityChange.Delete(RowKeys.Of("open", id.Key));
        EntityChange review = state == InboxState.Review ? new EntityChange.Put(new Entity(partition, ReviewRow(id))) : new EntityChange.Delete(ReviewRow(id));
        await tables.WriteAsync(Tables.Inbox, partition, [new EntityChange.Put(head with { Properties = properties }), open, review], cancellationToken);
    }

    /// <summary>Takes the body away, of somebody who asks to be forgotten; the message itself stays known, so that a repeat does nothing.
    /// One that was still to be read, or to be looked at, is settled.</summary>
    /// <param name="settled">What becomes of the message that asks; null for another.</param>
    public async Task ForgetAsync(InboxId id, InboxState? settled, CancellationToken cancellationToken)
    {
        if (await HeadAsync(id, cancellationToken) is not { } head)
        {
            return;
        }

        InboxState before = head.Word<InboxState>("State");
        InboxState state = settled ?? (before is InboxState.Received or InboxState.Review ? InboxState.Ignored : before);
        Dictionary<string, object> properties = new(head.Properties) { ["State"] = state.ToString(), ["Reason"] = "the body was forgotten" };
        List<EntityChange> rows =
        [
            new EntityChange.Put(head with { Properties = properties }),
            new EntityChange.Delete(RowKeys.Of("open", id.Key)),
            new EntityChange.Delete(ReviewRow(id)),
        ];
        rows.AddRange(Enumerable.Range(0, (int)head.Number("BodyParts")!.Value).Select(i => new EntityChange.Delete(BodyRow(id, i))));
        await tables.WriteAsync(Tables.Inbox, PartitionOf(id), rows, cancellationToken);
    }

    /// <summary>Notes that an open message was handed to the queue again.</summary>
    /// <param name="now">On the system clock.</param>
    public async Task TouchAsync(InboxId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string partition = PartitionOf(id);
        if (await tables.ReadAsync(Tables.Inbox, partition, OpenRow(id, now).RowKey, cancellationToken) is { } open)
        {
            // A conflict means that it was settled in the meantime: the row must not come back.
            await tables.WriteAsync(Tables.Inbox, partition, new EntityChange.Replace(OpenRow(id, now) with { ETag = open.ETag }), cancellationToken);
        }
    }

    /// <summary>Messages that were received, or last handed to the queue, before that instant and are not settled.</summary>
    /// <param name="before">On the system clock.</param>
    public async Task<IReadOnlyList<InboxId>> OpenSinceAsync(string sourceId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        List<InboxId> open = [];
        await foreach (Entity row in RowsAsync(sourceId, "open", cancellationToken))
        {
            if (row.Instant("Since") < before)
            {
                open.Add(IdOf(sourceId, row));
            }
        }

        return open;
    }

    /// <summary>Messages that wait for a person, the oldest first.</summary>
    public async Task<IReadOnlyList<InboxMessage>> ReviewAsync(string sourceId, CancellationToken cancellationToken)
    {
        List<InboxMessage> waiting = [];
        await foreach (Entity row in RowsAsync(sourceId, "review", cancellationToken))
        {
            if (await FindAsync(IdOf(sourceId, row), cancellationToken) is { } message)
            {
                waiting.Add(message);
            }
        }

        return [.. waiting.OrderBy(m => m.ReceivedAt).ThenBy(m => m.Id.Key, StringComparer.Ordinal)];
    }

    /// <summary>A page of the messages of all sources that wait for a person, in no order that means anything.</summary>
    public async Task<ListPage<InboxMessage>> ReviewAsync(ListRange range, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> sources = await SourcesAsync(cancellationToken);
        IEnumerable<string> partitions = sources.SelectMany(s => Enumerable.Range(0, ShardCount).Select(shard => $"{s}:{shard}"));
        return await PartitionWalk.Over(tables, Tables.Inbox, RowKeys.Under("review"))
            .PageAsync(partitions, range, (row, token) => FindAsync(IdOf(row.PartitionKey[..row.PartitionKey.LastIndexOf(':')], row), token), cancellationToken);
    }

    /// <summary>Before the source's first message: a message whose source is taken out of the settings must still be found.</summary>
    private async Task KeepSourceAsync(string sourceId, CancellationToken cancellationToken)
    {
        if (!knownSources.ContainsKey(sourceId))
        {
            await tables.WriteAsync(Tables.Inbox, SourcesPartition, new EntityChange.Put(new Entity(SourcesPartition, sourceId)), cancellationToken);
            knownSources[sourceId] = true;
        }
    }

    private async IAsyncEnumerable<Entity> RowsAsync(
        string sourceId,
        string kind,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int shard = 0; shard < ShardCount; shard++)
        {
            EntityQuery query = EntityQuery.Prefix(Tables.Inbox, $"{sourceId}:{shard}", RowKeys.Under(kind));
            await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
            {
                yield return row;
            }
        }
    }

    private Task<Entity?> HeadAsync(InboxId id, CancellationToken cancellationToken) =>
        tables.ReadAsync(Tables.Inbox, PartitionOf(id), RowKeys.Of("message", id.Key), cancellationToken);

    private static InboxMessage MessageOf(InboxId id, Entity head) =>
        new(id, head.Word<InboxState>("State"), head.Instant("ReceivedAt")!.Value, head.Text("Reason"));

    private static Entity OpenRow(InboxId id, DateTimeOffset since) =>
        new EntityProperties().Set("Since", since).Row(PartitionOf(id), RowKeys.Of("open", id.Key));

    private static string ReviewRow(InboxId id) => RowKeys.Of("review", id.Key);

    private static string BodyRow(InboxId id, int part) => RowKeys.Of("body", id.Key, part.ToString("D3", CultureInfo.InvariantCulture));

    private static InboxId IdOf(string sourceId, Entity row) => new(sourceId, row.RowKey[(row.RowKey.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string PartitionOf(InboxId id) => $"{id.SourceId}:{RowKeys.Shard(id.Key, ShardCount)}";

    /// <summary>The id of what a source calls by that key.</summary>
    public static InboxId IdOf(string sourceId, string dedupeKey) => new(sourceId, OpaqueId.Of(26, sourceId, dedupeKey));
}
