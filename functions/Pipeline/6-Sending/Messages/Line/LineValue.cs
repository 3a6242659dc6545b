using System.Text.Encodings.Web;
using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A part of a LINE message object. Merge fields are put into its texts, never into JSON: the writer escapes the result.</summary>
internal abstract record LineValue
{
    // Relaxed: \u escapes for every Japanese character would triple the size, and LINE limits it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private LineValue()
    {
    }

    /// <param name="text">What a text comes to: for a customer, or for a check.</param>
    public string ToJson(Func<TextTemplate, string> text)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            Write(writer, text);
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    protected abstract void Write(Utf8JsonWriter writer, Func<TextTemplate, string> text);

    public sealed record Map(IReadOnlyList<(string Key, LineValue Value)> Entries) : LineValue
    {
        protected override void Write(Utf8JsonWriter writer, Func<TextTemplate, string> text)
        {
            writer.WriteStartObject();
            foreach ((string key, LineValue value) in Entries)
            {
                writer.WritePropertyName(key);
                value.Write(writer, text);
            }

            writer.WriteEndObject();
        }
    }

    public sealed record List(IReadOnlyList<LineValue> Items) : LineValue
    {
        protected override void Write(Utf8JsonWriter writer, Func<TextTemplate, string> text)
        {
            writer.WriteStartArray();
            foreach (LineValue item in Items)
            {
                item.Write(writer, text);
            }

            writer.WriteEndArray();
        }
    }

    public sealed record Text(TextTemplate Template) : LineValue
    {
        protected override void Write(Utf8JsonWriter writer, Func<TextTemplate, string> text) => writer.WriteStringValue(text(Template));
    }

    /// <summary>A number, true or false.</summary>
    public sealed record Constant(string Json) : LineValue
    {
        protected override void Write(Utf8JsonWriter writer, Func<TextTemplate, string> text) => writer.WriteRawValue(Json);
    }
}
