using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline;

/// <summary>What <c>docs/ranks.md</c> says about the language of rank models.</summary>
public sealed partial class DocumentedModelTests
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs", "ranks.md"));

    [Fact]
    public void Example_IsAModelWithoutFaults()
    {
        Match example = Example().Match(Document);
        Assert.True(example.Success);
        Assert.Empty(RankModelReader.Read("docs/ranks.md", example.Groups[1].Value).Faults);
    }

    [Fact]
    public void TableOfFacts_NamesEveryFact() =>
        Assert.All(Fact.Names, name => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal));

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
