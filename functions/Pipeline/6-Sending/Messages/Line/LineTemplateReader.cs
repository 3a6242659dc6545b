using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Templates;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads a LINE message: its message objects in YAML.</summary>
internal static class LineTemplateReader
{
    public static LineTemplate? Read(TemplateFile file, string id, string text)
    {
        if (file.Parse(text) is not { } root)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> defaults = DefaultsReader.Read(root);
        MessageContent? declares = ContentReader.Read(root);
        LineValueReader values = new(file, new FieldScope(defaults, []));
        IReadOnlyList<TemplateMap> maps = root.MapList("messages");
        List<LineValue> messages = [.. maps.Select((m, i) => ReadMessage(values, m, isLast: i == maps.Count - 1))];
        if (!root.Has("messages"))
        {
            file.Refuse(root.Line, "'messages' is missing");
        }

        root.RefuseOtherKeys();
        if (file.Faults.Count > 0)
        {
            return null;
        }

        // What is too large even without values is too large for everybody.
        LineTemplate template = new(id, new LineValue.List(messages), defaults) { Declares = declares };
        foreach (LineViolation violation in LineLimits.Check(template.Messages.ToJson(t => t.FixedText)).Where(v => v.IsTooMuch))
        {
            file.Refuse(violation.Message is { } index ? maps[index].Line : root.LineOf("messages"), violation.Text);
        }

        return template;
    }

    private static LineValue.Map ReadMessage(LineValueReader values, TemplateMap map, bool isLast)
    {
        string type = map.RequiredText("type");
        List<(string, LineValue)> entries = [];
        switch (type)
        {
            case "text":
                Add("text", map.RequiredText("text").Length > 0);
                break;
            case "flex":
                Add("altText", map.RequiredText("altText").Length > 0);
                Add("contents", IsContainer(map));
                break;
            default:
                if (type.Length > 0)
                {
                    map.Refuse("type", $"'type' must be text or flex, not '{type}'");
                }

                return new LineValue.Map([]);
        }

        Add("quickReply", IsQuickReply(map, isLast));
        map.RefuseOtherKeys();
        return new LineValue.Map([("type", new LineValue.Constant($"\"{type}\"")), .. entries]);

        void Add(string key, bool isRight)
        {
            if (isRight && values.Read(key, map.Node(key)!) is { } value)
            {
                entries.Add((key, value));
            }
        }
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
            if (item.OptionalMap("action")?.Has("label") != true)
            {
                item.Refuse("action", "an entry of a quick reply needs an 'action' with a 'label'");
            }
        }

        return true;
    }

    private static bool IsContainer(TemplateMap message)
    {
        if (message.OptionalMap("contents") is not { } contents)
        {
            if (!message.Has("contents"))
            {
                message.Refuse("contents", "'contents' is missing; a flex message needs a bubble or a carousel");
            }

            return false;
        }

        string type = contents.RequiredText("type");
        if (type is not ("bubble" or "carousel" or ""))
        {
            contents.Refuse("type", $"'type' must be bubble or carousel, not '{type}'");
        }
        else if (type == "carousel" && contents.Node("contents") is not YamlSequenceNode { Children.Count: > 0 })
        {
            contents.Refuse("contents", "a carousel needs a list of bubbles under 'contents'");
        }

        return true;
    }
}
