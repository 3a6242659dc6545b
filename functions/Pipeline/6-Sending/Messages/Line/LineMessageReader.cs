using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Templates;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads one message object. What LINE would refuse for every customer is refused here, with its line.</summary>
internal sealed partial class LineMessageReader(TemplateFile file, LineValueReader values)
{
    private const string Types = "text, textV2, sticker, image, video, template or flex";

    public LineValue.Map Read(TemplateMap map, bool isLast)
    {
        string type = map.RequiredText("type");
        List<(string, LineValue)> entries = [("type", new LineValue.Constant($"\"{type}\""))];
        switch (type)
        {
            case "text":
                Add("text", map.RequiredText("text").Length > 0);
                break;
            case "textV2":
                AddBraced(map, entries);
                break;
            case "sticker":
                Add("packageId", IsNumber(map, "packageId"));
                Add("stickerId", IsNumber(map, "stickerId"));
                break;
            case "image":
                AddMedia();
                break;
            case "video":
                AddMedia();
                Add("trackingId", IsTrackingId(map));
                break;
            case "template":
                Add("altText", map.RequiredText("altText").Length > 0);
                Add("template", new LineTemplateShape(file).IsTemplate(map));
                break;
            case "flex":
                Add("altText", map.RequiredText("altText").Length > 0);
                Add("contents", new LineFlexShape(file).IsContainer(map));
                break;
            default:
                if (type.Length > 0)
                {
                    map.Refuse("type", $"'type' must be {Types}, not '{type}'");
                }

                return new LineValue.Map([]);
        }

        Add("quickReply", IsQuickReply(map, isLast));
        Add("sender", IsSender(map));
        map.RefuseOtherKeys();
        return new LineValue.Map(entries);

        void Add(string key, bool isRight)
        {
            if (isRight && values.Read(key, map.Node(key)!) is { } value)
            {
                entries.Add((key, value));
            }
        }

        void AddMedia()
        {
            Add("originalContentUrl", map.RequiredText("originalContentUrl").Length > 0);
            Add("previewImageUrl", map.RequiredText("previewImageUrl").Length > 0);
        }
    }

    private void AddBraced(TemplateMap message, List<(string, LineValue)> entries)
    {
        IReadOnlyCollection<string> described = message.OptionalMap("substitution") is { } substitution ? Emoji(substitution) : [];
        if (message.RequiredText("text").Length == 0 || values.ReadBraced("text", (YamlScalarNode)message.Node("text")!) is not { } text)
        {
            return;
        }

        if (LineEmoji.FaultOf(text.Template, described) is { } fault)
        {
            message.Refuse("text", fault);
        }

        entries.Add(("text", text));
        if (described.Count > 0 && values.Read("substitution", message.Node("substitution")!) is { } value)
        {
            entries.Add(("substitution", value));
        }
    }

    private static IReadOnlyCollection<string> Emoji(TemplateMap substitution)
    {
        IReadOnlyCollection<string> keys = [.. substitution.KeyLines().Keys];
        foreach (string key in keys)
        {
            if (!Key().IsMatch(key))
            {
                substitution.Refuse(key, $"'{key}' must be 1 to 20 of A–Z, a–z, 0–9 and _");
            }

            if (substitution.OptionalMap(key) is not { } emoji)
            {
                continue;
            }

            if (emoji.RequiredText("type") is { } type && type is not ("emoji" or ""))
            {
                emoji.Refuse("type", $"'type' must be emoji, not '{type}': mentions work in groups alone");
            }

            emoji.RequiredText("productId");
            emoji.RequiredText("emojiId");
            emoji.RefuseOtherKeys();
        }

        return keys;
    }

    private static bool IsNumber(TemplateMap sticker, string key)
    {
        if (sticker.RequiredText(key) is not { Length: > 0 } id)
        {
            return false;
        }

        if (StickerNumber().IsMatch(id))
        {
            return true;
        }

        sticker.Refuse(key, $"'{key}' must be a number of LINE's list of stickers, such as 446");
        return false;
    }

    private static bool IsTrackingId(TemplateMap message)
    {
        if (message.OptionalText("trackingId") is not { } id)
        {
            return false;
        }

        if (!TrackingId().IsMatch(id))
        {
            message.Refuse("trackingId", "'trackingId' must be 1 to 100 half-width letters, digits or some of -.=,+*()%$&;:@{}!?<>[]");
        }

        return true;
    }

    private static bool IsSender(TemplateMap message)
    {
        if (message.OptionalMap("sender") is not { } sender)
        {
            return false;
        }

        if (sender.OptionalText("name") is null & sender.OptionalText("iconUrl") is null)
        {
            message.Refuse("sender", "'sender' needs a 'name' or an 'iconUrl'");
        }

        sender.RefuseOtherKeys();
        return true;
    }

    private static bool IsQuickReply(TemplateMap message, bool isLast)
    {
        if (message.OptionalMap("quickReply") is not { } quickReply)
        {
            return false;
        }

        if (!isLast)
        {
            message.Refuse("quickReply", "LINE shows a quick reply under the last message alone; write it there");
        }

        if (quickReply.Node("items") is not YamlSequenceNode { Children.Count: > 0 })
        {
            quickReply.Refuse("items", "a quick reply needs a list of actions under 'items'");
            return false;
        }

        foreach (TemplateMap item in quickReply.MapList("items"))
        {
            if (item.OptionalMap("action") is not { } action || !action.Has("label"))
            {
                item.Refuse("action", "an entry of a quick reply needs an 'action' with a 'label'");
            }
            else
            {
                LineActionShape.Check(action, isInQuickReply: true);
            }
        }

        return true;
    }

    [GeneratedRegex(@"\A[0-9A-Za-z_]{1,20}\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[0-9]{1,20}\z")]
    private static partial Regex StickerNumber();

    [GeneratedRegex(@"\A[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}\z")]
    private static partial Regex TrackingId();
}
