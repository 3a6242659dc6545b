using System.Globalization;

namespace FollowUpFlows.Pipeline.State;

/// <summary>Builds the properties of a row: what is null is left out.</summary>
internal sealed class EntityProperties
{
    private readonly PropertyDictionary values = new();

    public EntityProperties Set(string name, string? value) => Put(name, value);

    public EntityProperties Set(string name, long? value) => Put(name, value);

    public EntityProperties Set(string name, DateTimeOffset? value) => Put(name, value?.ToUniversalTime());

    /// <summary>A day as <c>2026-11-21</c>.</summary>
    public EntityProperties Set(string name, DateOnly? value) => Put(name, value?.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>A flag is kept only when set.</summary>
    public EntityProperties Set(string name, bool value) => value ? Put(name, value) : this;

    public EntityProperties Set<T>(string name, T value)
        where T : struct, Enum => Put(name, value.ToString());

    /// <summary>A list as JSON; left out when empty.</summary>
    public EntityProperties SetJson<T>(string name, IReadOnlyList<T> value) => value.Count == 0 ? this : Put(name, StoredJson.Write(value));

    public Entity Row(string partitionKey, string rowKey, string? etag = null) => new(partitionKey, rowKey) { ETag = etag, Properties = values };

    private EntityProperties Put(string name, object? value)
    {
        if (value is not null)
        {
            values.Add(name, value);
        }

        return this;
    }
}

/// <summary>Reads what <see cref="EntityProperties"/> has written.</summary>
internal static class EntityReading
{
    public static DateOnly? Day(this Entity entity, string name) =>
        entity.Text(name) is { } text ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;

    public static T Word<T>(this Entity entity, string name)
        where T : struct, Enum => Enum.Parse<T>(entity.Text(name)!);

    public static T? WordOrNull<T>(this Entity entity, string name)
        where T : struct, Enum => entity.Text(name) is { } text ? Enum.Parse<T>(text) : null;

    public static IReadOnlyList<T> Json<T>(this Entity entity, string name) =>
        entity.Text(name) is { } json ? StoredJson.Read<IReadOnlyList<T>>(json) : [];
}
