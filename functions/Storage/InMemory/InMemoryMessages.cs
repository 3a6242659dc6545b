using FollowUpFlows.Storage.Queues;

namespace FollowUpFlows.Storage.InMemory;

/// <summary>The rows of one queue; whoever uses them holds the lock.</summary>
internal sealed class InMemoryMessages : IMessageRows
{
    private readonly Dictionary<long, MessageRow> rows = [];
    private readonly SortedSet<(DateTimeOffset At, long Id)> byVisibility = [];
    private readonly SortedSet<(DateTimeOffset At, long Id)> byExpiry = [];
    private bool exists;
    private long lastId;

    public bool Exists() => exists;

    public void Create() => exists = true;

    public long Add(MessageRow row)
    {
        Put(row with { Id = ++lastId });
        return lastId;
    }

    public MessageRow? Find(long id) => rows.GetValueOrDefault(id);

    public List<MessageRow> Visible(DateTimeOffset now, int count) =>
        [.. byVisibility.TakeWhile(v => v.At <= now).Select(v => rows[v.Id]).Where(row => !row.IsExpired(now)).Take(count)];

    public void Update(MessageRow row)
    {
        Remove(row.Id);
        Put(row);
    }

    public void Remove(long id)
    {
        if (rows.Remove(id, out MessageRow? row))
        {
            byVisibility.Remove((row.VisibleAt, id));
            byExpiry.Remove((row.ExpiresAt ?? default, id));
        }
    }

    public void RemoveExpired(DateTimeOffset now)
    {
        while (byExpiry.Count > 0 && byExpiry.Min.At <= now)
        {
            Remove(byExpiry.Min.Id);
        }
    }

    public void RemoveAll()
    {
        rows.Clear();
        byVisibility.Clear();
        byExpiry.Clear();
    }

    public long Count(DateTimeOffset now) => rows.Count - byExpiry.TakeWhile(e => e.At <= now).Count();

    private void Put(MessageRow row)
    {
        rows.Add(row.Id, row);
        byVisibility.Add((row.VisibleAt, row.Id));
        if (row.ExpiresAt is { } expiry)
        {
            byExpiry.Add((expiry, row.Id));
        }
    }
}
