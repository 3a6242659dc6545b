using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The suppression list for those who look after it: what is on it, how that came, and the taking off.</summary>
public sealed class SuppressionList(IEntityTables tables, Suppressions suppressions)
{
    private const int IdLengthMax = 100;

    private static readonly Dictionary<string, Channel> Words = Enum.GetValues<Channel>().ToDictionary(c => c.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>All that is on the list in pages, in an order that means nothing and stays.</summary>
    /// <param name="reason">Only what is there for it; null for all.</param>
    public Task<ListPage<ListedSuppression>> PageAsync(SuppressionReason? reason, ListRange range, CancellationToken cancellationToken) =>
        PartitionWalk.Over(tables, Tables.Suppressions).PageAsync(
            SuppressionRows.IndexPartitions,
            range,
            async (row, token) => await EntryAsync(row.RowKey, token) is { } entry && (reason is null || entry.Suppression.Reason == reason) ? entry : null,
            cancellationToken);

    /// <summary>The entry of an address; null when it is not on the list.</summary>
    public Task<ListedSuppression?> FindAsync(Channel channel, string address, CancellationToken cancellationToken) =>
        EntryAsync(Suppressions.PartitionOf(channel, address), cancellationToken);

    /// <summary>The entry of that id; null when it is not on the list.</summary>
    public async Task<ListedSuppression?> FindAsync(string id, CancellationToken cancellationToken) =>
        PartitionOf(id) is { } partition ? await EntryAsync(partition, cancellationToken) : null;

    /// <summary>Everything that became of an address on the list and off it, the oldest first; empty for an id that is none.</summary>
    public async Task<IReadOnlyList<SuppressionChange>> HistoryAsync(string id, CancellationToken cancellationToken) => PartitionOf(id) is { } partition
        ? await tables.QueryAllAsync(EntityQuery.Prefix(Tables.Suppressions, partition, SuppressionRows.ChangePrefix), cancellationToken)
            .Select(SuppressionRows.Change)
            .ToListAsync(cancellationToken)
        : [];

    /// <summary>Puts an address on the list for a person of the shop.</summary>
    /// <returns>The entry; one that was there before stays as it was, unless its owner can take it back.</returns>
    public async Task<ListedSuppression> AddAsync(Channel channel, string address, OperatorAct act, CancellationToken cancellationToken)
    {
        await suppressions.AddAsync(channel, address, SuppressionReason.Person, cancellationToken, act);
        return (await FindAsync(channel, address, cancellationToken))!;
    }

    /// <summary>Takes an address off the list. What its owner said about marketing stays as it is.</summary>
    /// <returns>Why it was there; null when it was not.</returns>
    public async Task<SuppressionReason?> RemoveAsync(string id, OperatorAct act, CancellationToken cancellationToken)
    {
        ListedSuppression? entry = await FindAsync(id, cancellationToken);
        return entry is not null && await suppressions.LiftAsync(PartitionOf(id)!, act, cancellationToken) ? entry.Suppression.Reason : null;
    }

    /// <summary>Takes an address off the list that a person of the shop put there.</summary>
    /// <returns>False when it is not on it, or for another reason.</returns>
    public Task<bool> RemoveOwnAsync(Channel channel, string address, OperatorAct act, CancellationToken cancellationToken) =>
        suppressions.LiftAsync(Suppressions.PartitionOf(channel, address), act, cancellationToken, SuppressionReason.Person);

    private async Task<ListedSuppression?> EntryAsync(string partition, CancellationToken cancellationToken) =>
        await suppressions.FindAsync(partition, cancellationToken) is { } found ? new ListedSuppression(IdOf(partition), ChannelOf(partition), found) : null;

    private static Channel ChannelOf(string partition) => Enum.Parse<Channel>(partition.Split(':')[0]);

    private static string IdOf(string partition) => partition.Replace(':', '-').ToLowerInvariant();

    /// <summary>Null for a text that is no id.</summary>
    private static string? PartitionOf(string id) =>
        id.Length <= IdLengthMax && id.Split('-') is [var word, { Length: > 0 } hash] && hash.All(char.IsAsciiLetterOrDigit) && Words.TryGetValue(word, out Channel channel)
            ? $"{channel}:{hash}"
            : null;
}

/// <summary>An address on the list, as far as it is known.</summary>
/// <param name="Id">Made from a hash of the address.</param>
public sealed record ListedSuppression(string Id, Channel Channel, Suppression Suppression);

/// <summary>What became of an address once.</summary>
/// <param name="At">On the shop clock, UTC.</param>
/// <param name="From">Why it was on the list before; null when it was not.</param>
/// <param name="To">Why it is from then on; null when it is not.</param>
/// <param name="Act">Null for what a provider told, or the customer did.</param>
public sealed record SuppressionChange(DateTimeOffset At, SuppressionReason? From, SuppressionReason? To, OperatorAct? Act);

/// <summary>How the list and its history are kept. Names are kept for ever.</summary>
internal static class SuppressionRows
{
    private const int ShardCount = 8;

    public static readonly string ChangePrefix = RowKeys.Under("change");

    /// <summary>Where rows lead to every address that was ever on the list.</summary>
    public static IEnumerable<string> IndexPartitions => Enumerable.Range(0, ShardCount).Select(s => $"index:{s}");

    public static string IndexOf(string partition) => $"index:{RowKeys.Shard(partition, ShardCount)}";

    public static Entity Index(string partition) => new(IndexOf(partition), partition);

    public static Entity Change(string partition, SuppressionChange change) => new EntityProperties()
        .Set("At", change.At)
        .Set("From", change.From?.ToString())
        .Set("To", change.To?.ToString())
        .Set("By", change.Act?.By)
        .Set("Why", change.Act?.Why)
        .Row(partition, ChangePrefix + RowKeys.Sortable(change.At) + $":{change.From}:{change.To}");

    public static SuppressionChange Change(Entity row) => new(
        row.Instant("At")!.Value,
        row.WordOrNull<SuppressionReason>("From"),
        row.WordOrNull<SuppressionReason>("To"),
        row.Text("By") is { } by ? new OperatorAct(by, row.Text("Why") ?? "") : null);
}
