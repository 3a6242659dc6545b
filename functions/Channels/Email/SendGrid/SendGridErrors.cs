using System.Text.Json;
using FollowUpFlows.Pipeline;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>Reads what SendGrid has against a request.</summary>
internal static class SendGridErrors
{
    /// <summary>Its messages with the fields that they are about, without addresses; empty where the body holds none.</summary>
    /// <param name="to">To whom the message goes.</param>
    public static string In(string body, string to)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array
                    ? ProviderWords.Of(string.Join("; ", errors.EnumerateArray().Select(Text).Where(t => t.Length > 0)), to)
                    : "";
        }
        catch (JsonException)
        {
            return "";  // a proxy's page, or half an answer
        }
    }

    private static string Text(JsonElement error) => (Field(error, "message"), Field(error, "field")) switch
    {
        ({ } message, { } field) => $"{field}: {message}",
        var (message, _) => message ?? "",
    };

    private static string? Field(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
