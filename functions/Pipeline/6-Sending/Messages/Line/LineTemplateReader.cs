using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>Reads a LINE message: its message objects in YAML.</summary>
internal static class LineTemplateReader
{
    public static LineTemplate? Read(TemplateFile file, string id, string text, PartSource parts)
    {
        if (file.Parse(text) is not { } root)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> defaults = DefaultsReader.Read(root);
        MessageContent? declares = ContentReader.Read(root);
        LineMessageReader reader = new(file, new LineValueReader(file, new FieldScope(defaults, []), parts));
        IReadOnlyList<TemplateMap> maps = root.MapList("messages");
        List<LineValue> messages = [.. maps.Select((m, i) => reader.Read(m, isLast: i == maps.Count - 1))];
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
        LineTemplate template = new(id, new LineValue.List(messages), defaults) { Declares = declares, Parts = parts.Used };
        foreach (LineViolation violation in LineLimits.Check(template.Messages.ToJson(t => t.FixedText)).Where(v => v.IsTooMuch))
        {
            file.Refuse(violation.Message is { } index ? maps[index].Line : root.LineOf("messages"), violation.Text);
        }

        return template;
    }
}
