using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>The journeys of a simulation, with all that publishing demands.</summary>
/// <param name="Set">Journeys, messages and rank models.</param>
/// <param name="StandIns">Messages that were not there, by path: a simulation does not need their text.</param>
internal sealed record SimulatedTemplates(TemplateSet Set, IReadOnlyList<string> StandIns)
{
    /// <summary>Every journey may send what is transactional.</summary>
    private const string Email = "---\nsubject: \"{{shop.name}}\"\npurpose: transactional\n---\n{{shop.name}}\n";

    private const string Line = "messages:\n  - type: text\n    text: \"{{shop.name}}\"\n";

    /// <summary>Reads folders of templates as they are published, and files of single journeys with what lies beside them.</summary>
    /// <exception cref="IOException">A file cannot be read, is not there, or is there twice.</exception>
    public static SimulatedTemplates Read(IReadOnlyList<string> paths, string mainModelId)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        List<string> single = [];
        foreach (string path in paths)
        {
            if (new TemplateFolder(path) is { HasTemplates: true } folder)
            {
                Add(files, folder.ReadSet().Files, path);
                continue;
            }

            foreach (string file in Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)] : new[] { path })
            {
                single.Add(AddFile(files, file));
            }
        }

        List<string> standIns = [.. single.SelectMany(j => StandIn(files, j, mainModelId)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new SimulatedTemplates(new TemplateSet(files), standIns);
    }

    /// <returns>The journey's path in the set.</returns>
    private static string AddFile(SortedDictionary<string, string> files, string file)
    {
        if (!File.Exists(file))
        {
            throw new IOException($"there is no journey file '{file}'");
        }

        string here = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string root = Path.GetFileName(here) == "journeys" ? Path.GetDirectoryName(here)! : here;
        IEnumerable<KeyValuePair<string, string>> beside = new TemplateFolder(root).ReadSet().Files.Where(f => !f.Key.StartsWith("journeys/", StringComparison.Ordinal));
        Add(files, beside, root);
        string path = $"journeys/{Path.GetFileName(file)}";
        Add(files, [new(path, TemplateFolder.ReadText(file))], here);
        return path;
    }

    private static void Add(SortedDictionary<string, string> files, IEnumerable<KeyValuePair<string, string>> more, string where)
    {
        foreach ((string path, string text) in more)
        {
            if (!files.TryAdd(path, text) && files[path] != text)
            {
                throw new IOException($"{where} has another '{path}' than what was named before it; simulate them one after the other");
            }
        }
    }

    /// <summary>Fills the gaps of a journey that came without messages. One that cannot be read is refused when it is published.</summary>
    private static List<string> StandIn(SortedDictionary<string, string> files, string journey, string mainModelId)
    {
        if (JourneyReader.Read(journey, files[journey], mainModelId).Value is not { } definition)
        {
            return [];
        }

        foreach ((string path, string text) in TemplateFolder.Shipped.ReadSet().Files.Where(f => f.Key is TemplateSet.LayoutHtml or TemplateSet.LayoutText))
        {
            files.TryAdd(path, text);
        }

        List<string> added = [];
        foreach (Step.Send send in definition.AllSteps.OfType<Step.Send>())
        {
            foreach (Channel channel in send.Channels.Intersect(CustomerChannels.All))
            {
                (string path, string text) = channel == Channel.Email
                    ? ($"messages/{send.MessageId}.email.md", Email)
                    : ($"messages/{send.MessageId}.line.yaml", Line);
                if (files.TryAdd(path, text))
                {
                    added.Add(path);
                }
            }
        }

        return added;
    }
}
