using System.Text.Encodings.Web;
using System.Text.Json;

namespace FollowUpFlows.Pipeline.State;

/// <summary>JSON inside properties and payloads: Japanese stays readable and one character long. Never put into HTML as it is.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("Stored JSON is null.");
}
