using FollowUpFlows.Pipeline.Templates;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What a message of the kind <c>template</c> must have.</summary>
internal sealed class LineTemplateShape(TemplateFile file)
{
    /// <summary>Whether there is something to be read on.</summary>
    public bool IsTemplate(TemplateMap message)
    {
        if (message.OptionalMap("template") is not { } template)
        {
            if (!message.Has("template"))
            {
                message.Refuse("template", "'template' is missing; it needs buttons or a carousel");
            }

            return false;
        }

        string type = template.RequiredText("type");
        switch (type)
        {
            case "buttons":
                ReadLooks(template);
                return AreButtons(template);
            case "carousel":
                ReadLooks(template);
                return AreColumns(template);
            case "":
                return false;
            default:
                template.Refuse("type", $"'type' must be buttons or carousel, not '{type}'");
                return false;
        }
    }

    private bool AreColumns(TemplateMap template)
    {
        if (template.Node("columns") is not YamlSequenceNode { Children.Count: > 0 })
        {
            template.Refuse("columns", "a carousel needs a list under 'columns'");
            return false;
        }

        IReadOnlyList<TemplateMap> columns = template.MapList("columns");
        bool areRight = columns.Select(AreButtons).ToArray().All(r => r);
        template.RefuseOtherKeys();
        if (areRight && columns.Select(LooksOf).Distinct().Count() > 1)
        {
            const string Fault = "the columns must be alike: each with a title or none, with a picture or none, with as many actions";
            template.Refuse("columns", Fault);
        }

        return areRight;
    }

    private static (bool HasTitle, bool HasPicture, int Actions) LooksOf(TemplateMap column) =>
        (column.Has("title"), column.Has("thumbnailImageUrl"), column.MapList("actions").Count);

    private bool AreButtons(TemplateMap holder)
    {
        holder.RequiredText("text");
        holder.OptionalText("title");
        holder.OptionalText("thumbnailImageUrl");
        holder.OptionalText("imageBackgroundColor");
        if (holder.OptionalMap("defaultAction") is { } whole)
        {
            LineActionShape.Check(whole);
        }

        if (holder.Node("actions") is not YamlSequenceNode { Children.Count: > 0 } actions)
        {
            holder.Refuse("actions", "buttons need a list under 'actions'");
            return false;
        }

        foreach (YamlMappingNode action in actions.Children.OfType<YamlMappingNode>())
        {
            LineActionShape.Check(new TemplateMap(file, action), needsLabel: true);
        }

        bool areRight = holder.MapList("actions").Count == actions.Children.Count;
        holder.RefuseOtherKeys();
        return areRight && holder.Has("text");
    }

    private static void ReadLooks(TemplateMap template)
    {
        if (template.OptionalText("imageAspectRatio") is not (null or "rectangle" or "square"))
        {
            template.Refuse("imageAspectRatio", "'imageAspectRatio' must be rectangle or square");
        }

        if (template.OptionalText("imageSize") is not (null or "cover" or "contain"))
        {
            template.Refuse("imageSize", "'imageSize' must be cover or contain");
        }
    }
}
