using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The day of a broadcast, as its file says it.</summary>
internal static class BroadcastDay
{
    /// <summary>The file with another day in place of its own, and all else as it was to the letter.</summary>
    /// <returns>Null when the file cannot be read as a broadcast, or is written in a way in which its day cannot be found.</returns>
    public static string? Moved(string path, string file, DateOnly on)
    {
        if (JourneyReader.Read(path, file).Value?.Trigger is not Trigger.Broadcast || ValueOf(file) is not { } value)
        {
            return null;
        }

        string day = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string after = file[..(int)value.Start.Index] + day + file[(int)value.End.Index..];
        return JourneyReader.Read(path, after).Value?.Trigger is Trigger.Broadcast moved && moved.On == on ? after : null;
    }

    private static YamlNode? ValueOf(string file)
    {
        using StringReader reader = new(file);
        YamlStream stream = [];
        stream.Load(new PlainParser(new Parser(reader)));  // it was read before
        return stream.Documents is [{ RootNode: YamlMappingNode root }] && ChildOf(root, "trigger") is YamlMappingNode trigger ? ChildOf(trigger, "on") : null;
    }

    private static YamlNode? ChildOf(YamlMappingNode map, string key) =>
        map.Children.FirstOrDefault(c => c.Key is YamlScalarNode name && name.Value == key).Value;
}
