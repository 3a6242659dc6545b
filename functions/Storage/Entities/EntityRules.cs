using System.Buffers;
using System.Text;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.Entities;

/// <summary>What a table takes: the limits of Azure Tables, so that every store refuses the same.</summary>
internal static class EntityRules
{
    private const int KeyCharactersMax = 512;
    private const int ChangesMax = 100;
    private const int PropertiesMax = 252;
    private const int TextCharactersMax = 32_768;
    private const int BytesMax = 65_536;
    private const int EntityBytesMax = 1024 * 1024;

    /// <summary>A property of the store on Azure: which write the row comes from.</summary>
    public const string WriteId = "WriteId";

    private const int WriteIdBytes = 8 + (2 * 7) + 16;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> ForbiddenInKeys =
        SearchValues.Create([.. "/\\#?", .. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)]);

    private static readonly DateTimeOffset InstantMin = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void CheckTable(string table)
    {
        if (table.Length is < 3 or > 63 || !IsName(table) || table.Contains('_', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{table}' is no table name: a letter, then 2 to 62 letters and digits.", nameof(table));
        }
    }

    public static void CheckKey(string key, string what)
    {
        if (key.Length is 0 or > KeyCharactersMax)
        {
            throw new ArgumentException($"A key has 1 to {KeyCharactersMax} characters, this one {key.Length}.", what);
        }

        if (key.AsSpan().ContainsAny(ForbiddenInKeys) || !IsWellFormed(key))
        {
            throw new ArgumentException(@"A key holds no /, \, #, ?, control character or half of a surrogate pair.", what);
        }
    }

    public static void CheckQuery(EntityQuery query)
    {
        CheckTable(query.Table);
        CheckKey(query.PartitionKey, nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, EntityQuery.LimitMax, nameof(query));
    }

    public static void CheckBatch(string table, string partitionKey, IReadOnlyList<EntityChange> changes)
    {
        CheckTable(table);
        CheckKey(partitionKey, nameof(partitionKey));
        if (changes.Count is 0 or > ChangesMax)
        {
            throw new ArgumentException($"A batch has 1 to {ChangesMax} changes, this one {changes.Count}.", nameof(changes));
        }

        HashSet<string>? rows = changes.Count > 1 ? new(changes.Count, StringComparer.Ordinal) : null;
        long size = 0;
        foreach (EntityChange change in changes)
        {
            size += CheckChange(partitionKey, change);
            if (rows?.Add(change.RowKey) == false)
            {
                throw new ArgumentException("A batch changes each row at most once.", nameof(changes));
            }
        }

        if (RequestSize.AtMost(size, changes.Count) > RequestSize.Max && RequestSize.Of(changes) is var sent and > RequestSize.Max)
        {
            throw new ArgumentException($"A batch has at most {RequestSize.Max} bytes as it is sent, this one {sent}.", nameof(changes));
        }
    }

    /// <summary>A row that is filled to the brim goes without.</summary>
    public static bool HasRoomForWriteId(Entity entity) =>
        entity.Properties.Count < PropertiesMax && CheckEntity(entity.PartitionKey, entity) <= EntityBytesMax - WriteIdBytes;

    private static int CheckChange(string partitionKey, EntityChange change)
    {
        CheckKey(change.RowKey, nameof(change));
        switch (change)
        {
            case EntityChange.Insert insert:
                return CheckEntity(partitionKey, insert.Entity);
            case EntityChange.Put put:
                return CheckEntity(partitionKey, put.Entity);
            case EntityChange.Replace replace:
                return replace.Entity.ETag is not null
                    ? CheckEntity(partitionKey, replace.Entity)
                    : throw new ArgumentException("Only a row that was read can be replaced: it has no ETag.", nameof(change));
            default:
                return 0;
        }
    }

    /// <returns>Its size as Azure Tables counts it.</returns>
    private static int CheckEntity(string partitionKey, Entity entity)
    {
        if (entity.PartitionKey != partitionKey)
        {
            throw new ArgumentException("All rows of a batch lie in its partition.", nameof(entity));
        }

        int count = 0;
        int size = 4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach ((string name, object? value) in entity.Properties)
        {
            if (value is not null)
            {
                count++;
                size += 8 + (2 * name.Length) + CheckProperty(name, value);
            }
        }

        return count <= PropertiesMax && size <= EntityBytesMax
            ? size
            : throw new ArgumentException(
                $"A row has at most {PropertiesMax} properties and {EntityBytesMax} bytes, this one {count} and {size}.", nameof(entity));
    }

    private static int CheckProperty(string name, object value)
    {
        if (name.Length is 0 or > 255 || !IsName(name) || name is "PartitionKey" or "RowKey" or "Timestamp" or WriteId)
        {
            throw new ArgumentException(
                $"'{name}' is no property name: 1 to 255 ASCII letters, digits and _, no digit first, none of the store's own.",
                nameof(name));
        }

        return value switch
        {
            string text when text.Length <= TextCharactersMax && IsWellFormed(text) => 4 + (2 * text.Length),
            byte[] bytes when bytes.Length <= BytesMax => 4 + bytes.Length,
            long => 8,
            bool => 1,
            DateTimeOffset instant when instant.Offset == TimeSpan.Zero && instant >= InstantMin => 8,
            _ => throw new ArgumentException(
                $"{name} ({value.GetType().Name}) cannot be stored: text of at most {TextCharactersMax} characters without half a "
                + $"surrogate pair, at most {BytesMax} bytes, a long, a bool, or a UTC instant since 1601.",
                nameof(value)),
        };
    }

    /// <summary>Half of a surrogate pair has no UTF-8 form, so it would come back as something else.</summary>
    private static bool IsWellFormed(string text)
    {
        ReadOnlySpan<char> rest = text;
        int surrogate;
        while ((surrogate = rest.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[surrogate..], out _, out int length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[(surrogate + length)..];
        }

        return true;
    }

    private static bool IsName(string name) => !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
