using System.Text.Encodings.Web;
using System.Text.Json;

namespace FollowUpFlows.Channels.Line;

/// <summary>Bodies of LINE's requests. The same input gives the same bytes: under one retry key nothing else may be asked.</summary>
internal static class LineRequest
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="unit">Counted under that name by LINE; null for none.</param>
    public static byte[] Push(string to, JsonElement messages, string? unit) => Write(w =>
    {
        w.WriteString("to", to);
        Messages(w, messages);
        Unit(w, unit);
    });

    public static byte[] Multicast(IReadOnlyList<string> to, JsonElement messages, string? unit) => Write(w =>
    {
        w.WriteStartArray("to");
        foreach (string each in to)
        {
            w.WriteStringValue(each);
        }

        w.WriteEndArray();
        Messages(w, messages);
        Unit(w, unit);
    });

    /// <param name="richMenuId">Null for people alone.</param>
    public static byte[] People(string? richMenuId, IReadOnlyList<string> userIds) => Write(w =>
    {
        if (richMenuId is not null)
        {
            w.WriteString("richMenuId", richMenuId);
        }

        w.WriteStartArray("userIds");
        foreach (string each in userIds)
        {
            w.WriteStringValue(each);
        }

        w.WriteEndArray();
    });

    public static byte[] Reply(string replyToken, JsonElement messages) => Write(w =>
    {
        w.WriteString("replyToken", replyToken);
        Messages(w, messages);
    });

    public static byte[] Only(JsonElement messages) => Write(w => Messages(w, messages));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Messages(Utf8JsonWriter writer, JsonElement messages)
    {
        writer.WritePropertyName("messages");
        messages.WriteTo(writer);
    }

    private static void Unit(Utf8JsonWriter writer, string? unit)
    {
        if (unit is not null)
        {
            writer.WriteStartArray("customAggregationUnits");
            writer.WriteStringValue(unit);
            writer.WriteEndArray();
        }
    }
}
