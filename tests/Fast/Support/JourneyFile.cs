using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Journeys as text, to be read as a marketer's file would be.</summary>
internal static class JourneyFile
{
    /// <summary>A part without a fault, to be put after the lines that a case is about.</summary>
    public const string Steps = "steps:\n  - { id: thanks, send: { channel: email, message: thanks-first } }\n";

    /// <summary>The journey of a text that must have no faults.</summary>
    public static JourneyDefinition Load(string text, string mainModelId = "six-rank")
    {
        TemplateReading<JourneyDefinition> reading = JourneyReader.Read("j.yaml", text, mainModelId);
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }

    /// <summary>The faults of a text that must be refused, as <c>LINE: MESSAGE</c>.</summary>
    public static string[] Faults(string text)
    {
        TemplateReading<JourneyDefinition> reading = JourneyReader.Read("j.yaml", text);
        Assert.Null(reading.Value);
        Assert.All(reading.Faults, f => Assert.Equal("j.yaml", f.File));
        return [.. reading.Faults.Select(f => $"{f.Line}: {f.Message}")];
    }

    /// <summary>A journey of one step; the step's lines begin on line 5, after its id.</summary>
    public static string WithStep(params string[] lines) =>
        "id: follow\ntrigger: { type: order }\nsteps:\n  - id: thanks\n" + string.Concat(lines.Select(l => $"    {l}\n"));
}
