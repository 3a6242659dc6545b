using System.Globalization;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Reads rows of the send ledger for a certificate: nothing of a row is left out, and a row that was spoilt is no reason to stop.</summary>
internal static class LedgerLines
{
    public static IReadOnlyList<LedgerLine> Of(CustomerState state) =>
        [.. state.Sends.Values.Select(Line).OrderBy(l => l.RowKey, StringComparer.Ordinal)];

    /// <summary>Whether an exception means that what is stored is not what was written.</summary>
    public static bool IsSpoilt(Exception exception) =>
        exception is FormatException or ArgumentException or InvalidCastException or InvalidOperationException or OverflowException or System.Text.Json.JsonException;

    private static LedgerLine Line(Entity row) => new(row.PartitionKey, row.RowKey, Read(row), () => Text(row));

    private static string Text(Entity row)
    {
        string[] properties = [.. row.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => new[] { p.Key, Text(p.Value) })];
        return StoredJson.Write((string[])[row.PartitionKey, row.RowKey, .. properties]);
    }

    private static SendRow? Read(Entity row)
    {
        try
        {
            SendRow read = SendRows.Row(row) with { DeferredUntil = row.Instant("DeferredUntil") };
            return SendRows.KeyOf(read.Key) == row.RowKey ? read : null;
        }
        catch (Exception e) when (IsSpoilt(e))
        {
            return null;
        }
    }

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateTimeOffset instant => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
