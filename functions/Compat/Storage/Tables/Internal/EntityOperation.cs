using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>One change of one row, alone or as a part of a transaction.</summary>
/// <param name="Path">Below the account, escaped.</param>
/// <param name="IfMatch">Null: no condition.</param>
internal sealed record EntityOperation(RequestMethod Method, string Path, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    private const int PropertiesMax = 252;

    /// <param name="etag">Default stands for any.</param>
    /// <exception cref="RequestFailedException">The service would refuse it.</exception>
    public static EntityOperation Of(TableTransactionActionType type, string table, ITableEntity entity, ETag etag)
    {
        string condition = etag == default ? ETag.All.ToString() : etag.ToString();
        string row = RowPath(table, entity.PartitionKey, entity.RowKey);
        return type switch
        {
            TableTransactionActionType.Add => new EntityOperation(RequestMethod.Post, table, null, Json(entity)),
            TableTransactionActionType.UpsertReplace => new EntityOperation(RequestMethod.Put, row, null, Json(entity)),
            TableTransactionActionType.UpsertMerge => new EntityOperation(RequestMethod.Patch, row, null, Json(entity)),
            TableTransactionActionType.UpdateReplace => new EntityOperation(RequestMethod.Put, row, condition, Json(entity)),
            TableTransactionActionType.UpdateMerge => new EntityOperation(RequestMethod.Patch, row, condition, Json(entity)),
            TableTransactionActionType.Delete => new EntityOperation(RequestMethod.Delete, row, condition, default),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such change."),
        };
    }

    public static string RowPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Literal(partitionKey)}',RowKey='{Literal(rowKey)}')";

    private static string Literal(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static ReadOnlyMemory<byte> Json(ITableEntity entity)
    {
        if (entity is not TableEntity row)
        {
            throw new NotSupportedException($"The embedded build stores {nameof(TableEntity)} alone, not {entity.GetType().Name}.");
        }

        // The emulator takes more than the service.
        int own = row.Keys.Count(k => k is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") && row[k] is not null);
        return own <= PropertiesMax
            ? EntityJson.Write(row)
            : throw ServiceFault.Of(400, "TooManyProperties", $"A row has at most {PropertiesMax} properties of its own, this one {own}.");
    }
}
