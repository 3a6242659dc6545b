using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>LINE's limits on message objects: lengths in UTF-16 units, those of templates and actions in characters as people
/// count them, sizes in bytes of JSON.</summary>
internal static class LineLimits
{
    public const int MessagesMax = 5;
    public const int TextMax = 5000;
    public const int EmojiMax = 20;
    public const int AltTextMax = 1500;
    public const int SenderNameMax = 20;
    public const int QuickRepliesMax = 13;
    public const int ColumnsMax = 10;
    public const int ButtonActionsMax = 4;
    public const int ColumnActionsMax = 3;
    public const int TitleMax = 40;
    public const int ButtonTextMax = 160;
    public const int ColumnTextMax = 120;

    /// <summary>Where a picture or a title takes part of the room.</summary>
    public const int SmallTextMax = 60;

    public const int BubblesMax = 12;
    public const int BubbleBytesMax = 30_000;   // "30 KB"; LINE does not say which, so the smaller
    public const int CarouselBytesMax = 50_000;

    /// <param name="json">An array of message objects.</param>
    public static IReadOnlyList<LineViolation> Check(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        LineTally tally = new();
        int count = document.RootElement.GetArrayLength();
        if (count is 0 or > MessagesMax)
        {
            tally.Refuse($"{count} messages; LINE takes 1 to {MessagesMax} at once");
        }

        foreach ((int index, JsonElement message) in document.RootElement.EnumerateArray().Index())
        {
            tally.Message = index;
            CheckMessage(tally, message);
        }

        return tally.Violations;
    }

    private static void CheckMessage(LineTally tally, JsonElement message)
    {
        tally.Units(message, "altText", AltTextMax);
        switch (message.GetProperty("type").GetString())
        {
            case "textV2":
                int emoji = LineEmoji.CountIn(message.GetProperty("text").GetString()!);
                tally.TooMuch("emoji of a text", emoji, EmojiMax);
                tally.Units(message, "text", TextMax, emoji * LineEmoji.UnitsEach);
                break;
            case "template":
                CheckTemplate(tally, message.GetProperty("template"));
                break;
            case "flex":
                CheckContainer(tally, message.GetProperty("contents"));
                break;
            default:
                tally.Units(message, "text", TextMax);
                LineParts.CheckAddresses(tally, message);
                break;
        }

        if (message.TryGetProperty("quickReply", out JsonElement quickReply))
        {
            tally.TooMuch("quick replies", quickReply.GetProperty("items").GetArrayLength(), QuickRepliesMax);
            LineParts.Check(tally, quickReply, LineParts.ShortLabelMax);
        }

        if (message.TryGetProperty("sender", out JsonElement sender))
        {
            tally.Units(sender, "name", SenderNameMax);
            LineParts.CheckAddresses(tally, sender);
        }
    }

    private static void CheckTemplate(LineTally tally, JsonElement template)
    {
        if (!template.TryGetProperty("columns", out JsonElement columns))
        {
            CheckButtons(tally, template, ButtonTextMax, ButtonActionsMax);
            return;
        }

        tally.TooMuch("columns of a carousel", columns.GetArrayLength(), ColumnsMax);
        foreach (JsonElement column in columns.EnumerateArray())
        {
            CheckButtons(tally, column, ColumnTextMax, ColumnActionsMax);
        }
    }

    private static void CheckButtons(LineTally tally, JsonElement buttons, int textMax, int actionsMax)
    {
        bool isSmall = buttons.TryGetProperty("title", out _) || buttons.TryGetProperty("thumbnailImageUrl", out _);
        tally.Characters(buttons, "title", TitleMax);
        tally.Characters(buttons, "text", isSmall ? SmallTextMax : textMax);
        LineParts.CheckAddresses(tally, buttons);
        tally.TooMuch("actions", buttons.GetProperty("actions").GetArrayLength(), actionsMax);
        LineParts.Check(tally, buttons.GetProperty("actions"), LineParts.ShortLabelMax, areActions: true);
        if (buttons.TryGetProperty("defaultAction", out JsonElement whole))
        {
            LineParts.CheckAction(tally, whole, LineParts.ShortLabelMax);
        }
    }

    private static void CheckContainer(LineTally tally, JsonElement container)
    {
        LineParts.Check(tally, container, LineParts.LabelMax);
        if (container.GetProperty("type").GetString() == "bubble")
        {
            tally.Bytes("bubble", container, BubbleBytesMax);
            return;
        }

        JsonElement bubbles = container.GetProperty("contents");
        tally.TooMuch("bubbles of a carousel", bubbles.GetArrayLength(), BubblesMax);
        tally.Bytes("carousel", container, CarouselBytesMax);
        foreach (JsonElement bubble in bubbles.EnumerateArray())
        {
            tally.Bytes("bubble", bubble, BubbleBytesMax);
        }
    }
}
