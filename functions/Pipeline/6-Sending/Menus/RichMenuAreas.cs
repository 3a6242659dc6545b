using System.Globalization;
using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Where a menu can be tapped, and what happens then. Everybody has the same menu, so nothing of a customer can stand in it.</summary>
/// <param name="picture">Null where it cannot be used: then nobody knows its edges.</param>
internal sealed class RichMenuAreas(TemplateMap menu, MenuPicture? picture)
{
    private static readonly string[] ToCome = ["richmenuswitch", "datetimepicker", "clipboard"];

    /// <summary>As LINE has them.</summary>
    public JsonArray Read()
    {
        IReadOnlyList<TemplateMap> maps = menu.MapList("areas");
        if (maps.Count is 0 or > RichMenuReader.AreasMax)
        {
            menu.Refuse("areas", $"{maps.Count} areas; LINE takes up to {RichMenuReader.AreasMax}, and without any nothing could be tapped");
        }

        return new JsonArray([.. maps.Select(ReadArea)]);
    }

    private JsonObject ReadArea(TemplateMap area)
    {
        TemplateMap? at = area.OptionalMap("at");
        if (!area.Has("at"))
        {
            area.RefuseAt(area.Line, "'at' is missing; expected { x: 0, y: 0, width: …, height: … } in pixels of the picture");
        }

        TemplateMap? action = area.OptionalMap("action");
        if (!area.Has("action"))
        {
            area.RefuseAt(area.Line, "'action' is missing; expected { type: uri, uri: … }, a message or a postback");
        }

        area.RefuseOtherKeys();
        return new JsonObject { ["bounds"] = at is null ? null : Bounds(at), ["action"] = action is null ? null : Action(action) };
    }

    private JsonObject Bounds(TemplateMap at)
    {
        int x = at.RequiredInt("x", 0, MenuPicture.WidthMax);
        int y = at.RequiredInt("y", 0, MenuPicture.WidthMax);
        int width = at.RequiredInt("width", 1, MenuPicture.WidthMax);
        int height = at.RequiredInt("height", 1, MenuPicture.WidthMax);
        at.RefuseOtherKeys();
        if (picture is not null && (x + width > picture.Width || y + height > picture.Height))
        {
            at.RefuseAt(at.Line, $"the area ends at {x + width}, {y + height}, but the picture has {picture.Width} x {picture.Height} pixels");
        }

        return new JsonObject { ["x"] = x, ["y"] = y, ["width"] = width, ["height"] = height };
    }

    private static JsonObject Action(TemplateMap action)
    {
        string type = action.RequiredText("type");
        JsonObject json = new() { ["type"] = type };
        Characters(action, json, "label", LineParts.ShortLabelMax, isRequired: false);
        switch (type)
        {
            case "uri":
                Address(action, json);
                break;
            case "message":
                Characters(action, json, "text", LineParts.ActionTextMax, isRequired: true);
                break;
            case "postback":
                Data(action, json);
                Characters(action, json, "displayText", LineParts.ActionTextMax, isRequired: false);
                break;
            case "":
                break;
            default:
                action.Refuse("type", ToCome.Contains(type) ? $"'type: {type}' is not available yet" : $"'type' must be uri, message or postback, not '{type}'");
                return json;
        }

        action.RefuseOtherKeys();
        return json;
    }

    private static void Address(TemplateMap action, JsonObject json)
    {
        string uri = action.RequiredText("uri");
        if (uri.Length > 0 && LineAddress.FaultOfLink(uri) is { } fault)
        {
            action.Refuse("uri", fault);
        }

        Refuse(action, "uri", uri.Length, LineParts.UriMax);
        json["uri"] = uri;
    }

    private static void Data(TemplateMap action, JsonObject json)
    {
        string data = action.RequiredText("data");
        Refuse(action, "data", data.Length, LineParts.ActionTextMax);
        json["data"] = data;
    }

    private static void Characters(TemplateMap action, JsonObject json, string key, int max, bool isRequired)
    {
        if ((isRequired ? action.RequiredText(key) : action.OptionalText(key)) is { } text)
        {
            Refuse(action, key, new StringInfo(text).LengthInTextElements, max);
            json[key] = text;
        }
    }

    private static void Refuse(TemplateMap action, string key, int length, int max)
    {
        if (length > max)
        {
            action.Refuse(key, $"'{key}' has {length} characters; LINE takes up to {max}");
        }
    }
}
