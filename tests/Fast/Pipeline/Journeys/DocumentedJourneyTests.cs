using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>What <c>docs/journeys.md</c> tells marketers.</summary>
public sealed partial class DocumentedJourneyTests
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs", "journeys.md"));

    public static TheoryData<string> Examples => [.. Fences().Matches(Document).Select(m => m.Groups[1].Value)];

    /// <summary>A whole journey as it is; keys and steps inside the smallest journey that can hold them.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_IsReadWithoutFaults(string example)
    {
        string text = example.StartsWith("id:", StringComparison.Ordinal) ? example
            : example.StartsWith("  - ", StringComparison.Ordinal) ? $"id: example\ntrigger: {{ type: order }}\nsteps:\n{example}"
            : Completed(example);
        Assert.Empty(JourneyReader.Read("docs/journeys.md", text).Faults);
    }

    [Fact]
    public void Document_NamesEveryKeyOfTheReader()
    {
        string unknown = Assert.Single(JourneyFile.Faults($"id: f\ntrigger: {{ type: order }}\nzzz: 1\n{JourneyFile.Steps}"));
        string step = Assert.Single(JourneyFile.Faults(JourneyFile.WithStep("after: 1d", "zzz: 1")));
        Assert.All(
            new[] { unknown, step }.SelectMany(f => f[(f.IndexOf("expected ", StringComparison.Ordinal) + 9)..].Split(", ")),
            key => Assert.Contains($"`{key}`", Document, StringComparison.Ordinal));
    }

    private static string Completed(string keys)
    {
        string[] missing =
        [
            "id: example",
            .. keys.Contains("trigger:", StringComparison.Ordinal) ? (string[])[] : ["trigger: { type: order }"],
            .. keys.Contains("plan:", StringComparison.Ordinal) ? (string[])[] : ["plan: follow-up"],
            .. keys.Contains("rank:", StringComparison.Ordinal) ? (string[])[] : ["rank: { in: [new] }"],
        ];
        return string.Join('\n', missing) + "\n" + keys + JourneyFile.Steps;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();
}
