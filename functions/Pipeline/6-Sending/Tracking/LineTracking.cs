using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>The links of a LINE message: where its buttons and pictures lead, and addresses in its texts.</summary>
internal static class LineTracking
{
    // As messages are written: \u escapes would triple the size, which LINE limits.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="messagesJson">Message objects, a list.</param>
    public static string Messages(string messagesJson, LinkTracker tracker)
    {
        JsonArray messages = JsonNode.Parse(messagesJson)!.AsArray();
        foreach (JsonNode? message in messages)
        {
            Follow(message, tracker);
            if (message is JsonObject text && Word(text, "type") == "text" && Word(text, "text") is { } words)
            {
                text["text"] = WebAddresses.Replace(words, tracker.Track);
            }
        }

        return messages.ToJsonString(Options);
    }

    private static void Follow(JsonNode? part, LinkTracker tracker)
    {
        switch (part)
        {
            case JsonObject map:
                if (Word(map, "type") == "uri" && Word(map, "uri") is { } address && tracker.Track(address) is { } tracked)
                {
                    map["uri"] = tracked;
                }

                foreach ((string _, JsonNode? inner) in map)
                {
                    Follow(inner, tracker);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? inner in list)
                {
                    Follow(inner, tracker);
                }

                break;
        }
    }

    private static string? Word(JsonObject map, string key) =>
        map[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
