using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Templates;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Rank models as text, to be read as a user's file would be.</summary>
internal static class ModelFile
{
    /// <summary>Ranks without a fault, to be put after the lines that a case is about.</summary>
    public const string Ranks = """

        ranks:
          - { id: top, when: orderCount >= 2 }
          - { id: rest }

        """;

    public static TemplateReading<RankModel> Read(string text) => RankModelReader.Read("m.yaml", text);

    /// <summary>The model of a text that must have no faults.</summary>
    public static RankModel Load(string text)
    {
        TemplateReading<RankModel> reading = Read(text);
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }

    /// <summary>The faults of a text that must be refused, as <c>LINE: MESSAGE</c>.</summary>
    public static string[] Faults(string text)
    {
        TemplateReading<RankModel> reading = Read(text);
        Assert.Null(reading.Value);
        Assert.All(reading.Faults, f => Assert.Equal("m.yaml", f.File));
        return [.. reading.Faults.Select(f => $"{f.Line}: {f.Message}")];
    }
}
