using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>LINE's limits on message objects: lengths in UTF-16 units, labels in characters as people
/// count them, sizes in bytes of JSON.</summary>
internal sealed class LineLimits
{
    public const int MessagesMax = 5;
    public const int TextMax = 5000;
    public const int AltTextMax = 1500;
    public const int BubblesMax = 12;
    public const int BubbleBytesMax = 30_000;   // "30 KB"; LINE does not say which, so the smaller
    public const int CarouselBytesMax = 50_000;
    public const int UriMax = 1000;
    public const int LabelMax = 40;
    public const int QuickLabelMax = 20;
    public const int ActionTextMax = 300;
    public const int QuickRepliesMax = 13;

    private readonly List<LineViolation> violations = [];
    private int message;
    private int labelMax = LabelMax;

    /// <param name="json">An array of message objects.</param>
    public static IReadOnlyList<LineViolation> Check(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        LineLimits limits = new();
        limits.CheckMessages(document.RootElement);
        return limits.violations;
    }

    private void CheckMessages(JsonElement messages)
    {
        int count = messages.GetArrayLength();
        if (count is 0 or > MessagesMax)
        {
            violations.Add(new LineViolation(null, $"{count} messages; LINE takes 1 to {MessagesMax} at once", IsTooMuch: true));
        }

        foreach (JsonElement each in messages.EnumerateArray())
        {
            if (each.GetProperty("type").GetString() == "text")
            {
                CheckText("text", each, TextMax);
            }
            else
            {
                CheckText("altText", each, AltTextMax);
                CheckContainer(each.GetProperty("contents"));
            }

            if (each.TryGetProperty("quickReply", out JsonElement quickReply))
            {
                CheckQuickReply(quickReply);
            }

            message++;
        }
    }

    private void CheckContainer(JsonElement container)
    {
        CheckParts(container, isAction: false);
        if (container.GetProperty("type").GetString() == "bubble")
        {
            TooMuch("bytes of a bubble", Bytes(container), BubbleBytesMax);
            return;
        }

        JsonElement bubbles = container.GetProperty("contents");
        TooMuch("bubbles of a carousel", bubbles.GetArrayLength(), BubblesMax);
        TooMuch("bytes of a carousel", Bytes(container), CarouselBytesMax);
        foreach (JsonElement bubble in bubbles.EnumerateArray())
        {
            TooMuch("bytes of a bubble", Bytes(bubble), BubbleBytesMax);
        }
    }

    private void CheckQuickReply(JsonElement quickReply)
    {
        TooMuch("quick replies", quickReply.GetProperty("items").GetArrayLength(), QuickRepliesMax);
        labelMax = QuickLabelMax;
        CheckParts(quickReply, isAction: false);
        labelMax = LabelMax;
    }

    private void CheckParts(JsonElement part, bool isAction)
    {
        switch (part.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement item in part.EnumerateArray())
                {
                    CheckParts(item, isAction: false);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in part.EnumerateObject())
                {
                    CheckProperty(property, part, isAction);
                    CheckParts(property.Value, property.Name == "action");
                }

                break;
        }
    }

    private void CheckProperty(JsonProperty property, JsonElement part, bool isAction)
    {
        if (property.Value.ValueKind != JsonValueKind.String)
        {
            return;
        }

        switch (property.Name)
        {
            case "uri":
                CheckText("uri", part, UriMax);
                break;
            case "label":
                TooMuch("characters of a label", new StringInfo(property.Value.GetString()!).LengthInTextElements, labelMax);
                break;
            case "text" when !isAction:
                CheckText("text", part, int.MaxValue);
                break;
            case "text" or "data" or "displayText" when isAction:
                CheckText(property.Name, part, ActionTextMax);
                break;
        }
    }

    private void CheckText(string key, JsonElement holder, int max)
    {
        string text = holder.GetProperty(key).GetString()!;
        if (string.IsNullOrWhiteSpace(text))
        {
            violations.Add(new LineViolation(message, $"'{key}' is empty, and LINE refuses that", IsTooMuch: false));
        }

        TooMuch($"characters of '{key}'", text.Length, max);
    }

    private void TooMuch(string what, int count, int max)
    {
        if (count > max)
        {
            violations.Add(new LineViolation(message, $"{count} {what}; LINE takes up to {max}", IsTooMuch: true));
        }
    }

    private static int Bytes(JsonElement element) => Encoding.UTF8.GetByteCount(element.GetRawText());
}
