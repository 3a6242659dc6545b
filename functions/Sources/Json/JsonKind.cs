using System.Text.Json;

namespace FollowUpFlows.Sources.Json;

/// <summary>Names what kind of thing a value is, and says nothing of the value.</summary>
internal static class JsonKind
{
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()) ? "an empty text" : "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}
