using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Measures parts of message objects, and keeps what is too large or empty.</summary>
internal sealed class LineTally
{
    private readonly List<LineViolation> violations = [];

    /// <summary>The message object that is measured, from 0; null: all together.</summary>
    public int? Message { get; set; }

    public IReadOnlyList<LineViolation> Violations => violations;

    /// <summary>A text that LINE counts in UTF-16 units.</summary>
    /// <param name="more">Units that LINE adds to those of the text itself.</param>
    public void Units(JsonElement holder, string key, int max, int more = 0)
    {
        if (Text(holder, key) is { } text)
        {
            RefuseEmpty(key, text);
            TooMuch($"characters of '{key}'", text.Length + more, max);
        }
    }

    /// <summary>A text that LINE counts in characters as people do.</summary>
    public void Characters(JsonElement holder, string key, int max)
    {
        if (Text(holder, key) is { } text)
        {
            RefuseEmpty(key, text);
            string what = key == "label" ? "characters of a label" : $"characters of '{key}'";
            TooMuch(what, new StringInfo(text).LengthInTextElements, max);
        }
    }

    public void Bytes(string what, JsonElement part, int max) =>
        TooMuch("bytes of a " + what, Encoding.UTF8.GetByteCount(part.GetRawText()), max);

    public void TooMuch(string what, int count, int max)
    {
        if (count > max)
        {
            violations.Add(new LineViolation(Message, $"{count} {what}; LINE takes up to {max}", IsTooMuch: true));
        }
    }

    public void Refuse(string text) => violations.Add(new LineViolation(Message, text, IsTooMuch: true));

    /// <summary>Null when there is none.</summary>
    public static string? Text(JsonElement holder, string key) =>
        holder.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void RefuseEmpty(string key, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            violations.Add(new LineViolation(Message, $"'{key}' is empty, and LINE refuses that", IsTooMuch: false));
        }
    }
}
