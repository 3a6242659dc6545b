using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Queues;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>The rows of one queue in the tables <c>queues</c> and <c>messages</c>; instants are UTC ticks.</summary>
internal sealed class SqliteMessages(SqliteSession session, string queue) : IMessageRows
{
    public bool Exists() => session.QueryNumber("SELECT 1 FROM queues WHERE name = ?", queue) is not null;

    public void Create() => session.Execute("INSERT INTO queues (name) VALUES (?)", queue);

    public long Add(MessageRow row) => session.QueryNumber(
        "INSERT INTO messages (queue, text, inserted_at, expires_at, visible_at, receipt, dequeue_count) VALUES (?, ?, ?, ?, ?, ?, ?) "
        + "RETURNING id",
        queue,
        row.Text,
        row.InsertedAt.UtcTicks,
        row.ExpiresAt?.UtcTicks,
        row.VisibleAt.UtcTicks,
        row.Receipt,
        row.DequeueCount)!.Value;

    public MessageRow? Find(long id) => session.QueryFirst(
        "SELECT id, text, inserted_at, expires_at, visible_at, receipt, dequeue_count FROM messages WHERE id = ? AND queue = ?",
        Row,
        id,
        queue);

    public List<MessageRow> Visible(DateTimeOffset now, int count) => session.Query(
        "SELECT id, text, inserted_at, expires_at, visible_at, receipt, dequeue_count FROM messages "
        + "WHERE queue = ? AND visible_at <= ? AND coalesce(expires_at > ?, TRUE) ORDER BY visible_at, id LIMIT ?",
        Row,
        queue,
        now.UtcTicks,
        now.UtcTicks,
        count);

    public void Update(MessageRow row) => session.Execute(
        "UPDATE messages SET text = ?, visible_at = ?, receipt = ?, dequeue_count = ? WHERE id = ?",
        row.Text,
        row.VisibleAt.UtcTicks,
        row.Receipt,
        row.DequeueCount,
        row.Id);

    public void Remove(long id) => session.Execute("DELETE FROM messages WHERE id = ?", id);

    public void RemoveExpired(DateTimeOffset now) =>
        session.Execute("DELETE FROM messages WHERE queue = ? AND expires_at <= ?", queue, now.UtcTicks);

    public void RemoveAll() => session.Execute("DELETE FROM messages WHERE queue = ?", queue);

    public long Count(DateTimeOffset now) =>
        session.QueryNumber("SELECT count(*) FROM messages WHERE queue = ?", queue)!.Value
        - session.QueryNumber("SELECT count(*) FROM messages WHERE queue = ? AND expires_at <= ?", queue, now.UtcTicks)!.Value;

    private static MessageRow Row(SqliteRow row) => new(
        row.Number(0),
        row.Text(1),
        Instant(row.Number(2)),
        row.NumberOrNull(3) is { } expiry ? Instant(expiry) : null,
        Instant(row.Number(4)),
        row.Number(5),
        row.Number(6));

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
