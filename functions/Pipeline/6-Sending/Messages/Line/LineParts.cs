using System.Text.Json;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>LINE's limits on what is nested in message objects: actions, addresses, texts.</summary>
internal static class LineParts
{
    public const int LabelMax = 40;

    /// <summary>In quick replies and templates.</summary>
    public const int ShortLabelMax = 20;

    public const int UriMax = 1000;
    public const int MediaUrlMax = 2000;
    public const int ActionTextMax = 300;
    public const int ClipboardMax = 1000;

    /// <summary>Everything in a part, however deep.</summary>
    /// <param name="areActions">The part is a list of actions; elsewhere they stand under <c>action</c>.</param>
    public static void Check(LineTally tally, JsonElement part, int labelMax, bool areActions = false)
    {
        switch (part.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement item in part.EnumerateArray())
                {
                    if (areActions)
                    {
                        CheckAction(tally, item, labelMax);
                    }
                    else
                    {
                        Check(tally, item, labelMax);
                    }
                }

                break;
            case JsonValueKind.Object:
                CheckAddresses(tally, part);
                tally.Units(part, "text", int.MaxValue);
                foreach (JsonProperty property in part.EnumerateObject())
                {
                    if (property.Name == "action")
                    {
                        CheckAction(tally, property.Value, labelMax);
                    }
                    else
                    {
                        Check(tally, property.Value, labelMax);
                    }
                }

                break;
        }
    }

    public static void CheckAction(LineTally tally, JsonElement action, int labelMax)
    {
        tally.Characters(action, "label", labelMax);
        tally.Characters(action, "text", ActionTextMax);
        tally.Characters(action, "displayText", ActionTextMax);
        tally.Characters(action, "fillInText", ActionTextMax);
        tally.Units(action, "data", ActionTextMax);
        tally.Units(action, "clipboardText", ClipboardMax);
        CheckAddresses(tally, action);
        if (action.TryGetProperty("altUri", out JsonElement other))
        {
            CheckAddresses(tally, other);
        }
    }

    /// <summary>Those of one object, not of what is nested in it.</summary>
    public static void CheckAddresses(LineTally tally, JsonElement part)
    {
        foreach (JsonProperty property in part.EnumerateObject())
        {
            if (LineAddress.IsLink(property.Name))
            {
                tally.Units(part, property.Name, UriMax);
            }
            else if (LineAddress.IsMedia(property.Name))
            {
                tally.Units(part, property.Name, MediaUrlMax);
            }
        }
    }
}
