using Azure;
using Azure.Data.Tables;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;

namespace FollowUpFlows.Storage.Azure;

/// <summary>The port's rows as the service's, and back.</summary>
internal static class AzureRows
{
    /// <summary>Tags of the service begin so; it refuses to compare others.</summary>
    private const string TagStart = "W/\"datetime'";

    /// <summary>No row has it.</summary>
    private static readonly ETag NoRows = new("W/\"datetime'1601-01-01T00%3A00%3A00Z'\"");

    /// <param name="writeId">Kept with the row where there is room, so that a write can be told from others of the same content.</param>
    public static TableEntity Of(Entity entity, Guid writeId)
    {
        TableEntity row = new(entity.PartitionKey, entity.RowKey);
        foreach ((string name, object? value) in entity.Properties)
        {
            if (value is not null)
            {
                row[name] = value;
            }
        }

        if (EntityRules.HasRoomForWriteId(entity))
        {
            row[EntityRules.WriteId] = writeId;
        }

        return row;
    }

    /// <exception cref="InvalidDataException">Written by somebody else.</exception>
    public static Entity Of(TableEntity row)
    {
        PropertyDictionary properties = new(row.Count);
        foreach ((string name, object? value) in (IEnumerable<KeyValuePair<string, object>>)row)
        {
            if (value is not null && name is not (nameof(row.PartitionKey) or nameof(row.RowKey) or nameof(row.Timestamp) or "odata.etag" or EntityRules.WriteId))
            {
                properties.Add(name, ValueOf(name, value));
            }
        }

        return new Entity(row.PartitionKey, row.RowKey) { ETag = TextOf(row.ETag), Properties = properties };
    }

    /// <summary>As the service wants it; what it never gave is the tag of no row.</summary>
    public static ETag TagOf(string etag) => etag.StartsWith(TagStart, StringComparison.Ordinal) ? new ETag(etag) : NoRows;

    public static string TextOf(ETag etag) => etag.ToString();

    /// <summary>In place of the tag of a row that has been written again since: any condition on it must fail.</summary>
    public static string Overwritten => TextOf(NoRows);

    private static object ValueOf(string name, object value) => value switch
    {
        string or bool or long or byte[] => value,
        int number => (long)number,
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => throw new InvalidDataException($"the property '{name}' is a {value.GetType().Name}"),
    };
}
