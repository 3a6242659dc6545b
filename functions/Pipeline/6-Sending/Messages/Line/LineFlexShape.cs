using FollowUpFlows.Pipeline.Templates;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What a Flex message must have. Its parts are LINE's: only what is surely refused is refused.</summary>
internal sealed class LineFlexShape(TemplateFile file)
{
    private const string DefaultSize = "mega";

    private static readonly string[] Sizes = ["nano", "micro", "deca", "hecto", "kilo", DefaultSize, "giga"];

    /// <summary>Whether there is something to be read on.</summary>
    public bool IsContainer(TemplateMap message)
    {
        if (message.OptionalMap("contents") is not { } contents)
        {
            if (!message.Has("contents"))
            {
                message.Refuse("contents", "'contents' is missing; a flex message needs a bubble or a carousel");
            }

            return false;
        }

        switch (contents.RequiredText("type"))
        {
            case "bubble":
                SizeOf(contents);
                CheckParts(message.Node("contents")!);
                break;
            case "carousel" when contents.Node("contents") is not YamlSequenceNode { Children.Count: > 0 }:
                contents.Refuse("contents", "a carousel needs a list of bubbles under 'contents'");
                return false;
            case "carousel":
                CheckBubbles(contents);
                CheckParts(message.Node("contents")!);
                break;
            case "":
                return false;
            case var type:
                contents.Refuse("type", $"'type' must be bubble or carousel, not '{type}'");
                return false;
        }

        return true;
    }

    private static void CheckBubbles(TemplateMap carousel)
    {
        List<string?> sizes = [];
        foreach (TemplateMap bubble in carousel.MapList("contents"))
        {
            if (bubble.RequiredText("type") is not ("bubble" or ""))
            {
                bubble.Refuse("type", "a carousel holds nothing but bubbles");
            }

            sizes.Add(SizeOf(bubble));
        }

        if (sizes.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            carousel.Refuse("contents", $"the bubbles of a carousel must have one 'size'; without one it is {DefaultSize}");
        }
    }

    private static string SizeOf(TemplateMap bubble)
    {
        string size = bubble.OptionalText("size") ?? DefaultSize;
        if (!Sizes.Contains(size))
        {
            bubble.Refuse("size", $"'size' must be one of {string.Join(", ", Sizes)}, not '{size}'");
        }

        return size;
    }

    private void CheckParts(YamlNode part)
    {
        switch (part)
        {
            case YamlSequenceNode list:
                foreach (YamlNode item in list.Children)
                {
                    CheckParts(item);
                }

                break;
            case YamlMappingNode map:
                CheckPart(map);
                break;
        }
    }

    private void CheckPart(YamlMappingNode node)
    {
        TemplateMap part = new(file, node);
        bool isButton = (part.Node("type") as YamlScalarNode)?.Value == "button";
        if (isButton && !part.Has("action"))
        {
            part.RefuseAt(part.Line, "a button needs an 'action'");
        }

        if (part.Node("action") is YamlMappingNode action)
        {
            LineActionShape.Check(new TemplateMap(file, action), needsLabel: isButton);
        }

        foreach (YamlNode child in node.Children.Where(c => c.Key is not YamlScalarNode { Value: "action" }).Select(c => c.Value))
        {
            CheckParts(child);
        }
    }
}
