using System.Globalization;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.Sqlite;

/// <summary>Reads rows of the table <c>entities</c>.</summary>
internal static class EntityRows
{
    public static Entity? Find(SqliteSession session, string table, string partitionKey, string rowKey) => session.QueryFirst(
        "SELECT etag, properties FROM entities WHERE tbl = ? AND pk = ? AND rk = ?",
        row => Entity(partitionKey, rowKey, row.Number(0), row.Span(1)),
        table,
        KeyCode.Encode(partitionKey),
        KeyCode.Encode(rowKey));

    public static string? FindETag(SqliteSession session, string table, string partitionKey, string rowKey) =>
        session.QueryNumber("SELECT etag FROM entities WHERE tbl = ? AND pk = ? AND rk = ?", table, KeyCode.Encode(partitionKey), KeyCode.Encode(rowKey)) is { } etag
            ? ETag(etag)
            : null;

    public static List<Entity> Range(SqliteSession session, EntityQuery query, int limit) => session.Query(
        "SELECT rk, etag, properties FROM entities WHERE tbl = ? AND pk = ? AND rk >= ? AND rk < ? ORDER BY rk LIMIT ?",
        row => Entity(query.PartitionKey, KeyCode.Decode(row.Span(0)), row.Number(1), row.Span(2)),
        query.Table,
        KeyCode.Encode(query.PartitionKey),
        KeyCode.Encode(query.From ?? ""),
        query.Before is null ? KeyCode.End : KeyCode.Encode(query.Before),
        limit);

    public static string ETag(long number) => number.ToString("x16", CultureInfo.InvariantCulture);

    private static Entity Entity(string partitionKey, string rowKey, long etag, ReadOnlySpan<byte> properties) =>
        new(partitionKey, rowKey) { ETag = ETag(etag), Properties = PropertyCode<SpelledNames>.Decode(properties) };
}
