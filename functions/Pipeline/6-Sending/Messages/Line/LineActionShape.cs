using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>What an action must have.</summary>
internal static class LineActionShape
{
    /// <param name="isInQuickReply">There are some more of them.</param>
    /// <param name="needsLabel">What people tap is nothing but its label.</param>
    public static void Check(TemplateMap action, bool isInQuickReply = false, bool needsLabel = false)
    {
        if (needsLabel && !action.Has("label"))
        {
            action.RefuseAt(action.Line, "a button needs a 'label'");
        }

        string type = action.RequiredText("type");
        string? needed = type switch
        {
            "uri" => "uri",
            "message" => "text",
            "postback" or "datetimepicker" => "data",
            "clipboard" => "clipboardText",
            _ => null,
        };
        if (needed is not null)
        {
            action.RequiredText(needed);
        }
        else if (type.Length > 0 && !(isInQuickReply && type is "camera" or "cameraRoll" or "location"))
        {
            string more = isInQuickReply ? ", camera, cameraRoll, location" : "";
            action.Refuse("type", $"'type' must be one of uri, message, postback, datetimepicker, clipboard{more}, not '{type}'");
        }

        if (type == "datetimepicker" && action.RequiredText("mode") is not ("date" or "time" or "datetime" or ""))
        {
            action.Refuse("mode", "'mode' must be date, time or datetime");
        }

        if (type == "postback" && action.Has("text") && action.Has("displayText"))
        {
            action.Refuse("displayText", "'displayText' and 'text' cannot stand together");
        }
    }
}
