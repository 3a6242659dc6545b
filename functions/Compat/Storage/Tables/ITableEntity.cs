namespace Azure.Data.Tables;

/// <summary>A row: its keys, and what the service says of it.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>Of the latest write, by the service's clock; never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>Changes with every write; sent only as a condition.</summary>
    ETag ETag { get; set; }
}
