using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What the parts of one journey's file share while they are read.</summary>
/// <param name="modelId">The rank model of whatever names none: the one under <c>rank</c>, else the shop's.</param>
/// <param name="journeyId">As the file has it.</param>
internal sealed class JourneyScope(string modelId, string journeyId)
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private int count;

    public string ModelId { get; } = modelId;

    public string JourneyId { get; } = journeyId;

    /// <summary>Where each step begins, by its id.</summary>
    public IReadOnlyDictionary<string, int> Lines => lines;

    /// <summary>The steps under a key, in the order of the file; refuses an id that was used before, on whatever level.</summary>
    public IReadOnlyList<Step> Steps(TemplateMap map, string key)
    {
        List<Step> steps = [];
        foreach (TemplateMap entry in map.MapList(key))
        {
            count++;
            if (count == JourneyDefinition.StepsMax + 1)
            {
                map.RefuseAt(entry.Line, $"a journey has at most {JourneyDefinition.StepsMax} steps, those inside of others included; this is one more");
            }

            Note(entry);
            steps.Add(StepReader.Read(entry, this));
        }

        return steps;
    }

    private void Note(TemplateMap entry)
    {
        string id = entry.OptionalText("id") ?? "";
        if (id.Length > 0 && !lines.TryAdd(id, entry.Line))
        {
            entry.Refuse("id", $"the step id '{id}' is used twice");
        }
    }
}

/// <summary>Where things stand in a journey's file.</summary>
/// <param name="Steps">The line of each step, by its id.</param>
/// <param name="Keys">The line of each key of the journey itself.</param>
public sealed record JourneyLines(IReadOnlyDictionary<string, int> Steps, IReadOnlyDictionary<string, int> Keys);

/// <summary>A journey with the lines of its file.</summary>
internal sealed record JourneyText(JourneyDefinition Definition, JourneyLines Lines);
