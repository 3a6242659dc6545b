using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys.Editing;

/// <summary>What is expected of a journey is written into its file, and nothing else of it changes.</summary>
public sealed class ExpectedOfTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    public static TheoryData<string> Shipped => [.. Directory.EnumerateFiles(Repository.PathOf("templates", "journeys"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void In_AShippedJourney_ChangesNothingElse(string id)
    {
        string file = File.ReadAllText(Repository.PathOf("templates", "journeys", id + ".yaml"));
        string once = Written(file, "増える");
        string[] added = [.. once.Split('\n').Except(file.Split('\n'))];
        Assert.Equal(["hypothesis:", "  text: \"増える\"", "  metric: revenue", "  expected: \"5%\"", "  checkAfter: 40d"], added.Where(l => !file.Contains(l + "\n", StringComparison.Ordinal)));
        Assert.Equal(JourneyReader.Read("x", file).Value!.AllSteps.Select(s => s.Id), JourneyReader.Read("x", once).Value!.AllSteps.Select(s => s.Id));
        Assert.Equal(once, Written(once, "増える"));
        Assert.Equal(Written(file, "減る: \"#\" 😀"), Written(once, "減る: \"#\" 😀"));
    }

    [Fact]
    public void In_AFileThatHasOne_PutsItInItsPlace_AndKeepsWhatIsAround()
    {
        string file = "id: a\n# before\nhypothesis:\n  text: old\n\n  window: 3d\n\n# after\ntrigger: { type: registered }\nsteps:\n  - { id: s, after: 1d }\n";
        Assert.Equal(
            "id: a\n# before\nhypothesis:\n  text: \"new\"\n  metric: revenue\n  expected: \"5%\"\n  checkAfter: 40d\n\n# after\ntrigger: { type: registered }\nsteps:\n  - { id: s, after: 1d }\n",
            Written(file, "new"));
    }

    [Theory]
    [InlineData("2026-11-22", 1, 1)]
    [InlineData("2026-12-05", 14, 13)]
    [InlineData("2026-12-06", 15, 14)]
    public void In_WithADayOfTheVerdict_LetsSomeHaveTheirTimeByThen(string checkOn, int days, int window)
    {
        string? written = new ExpectedOf(new(TemplateKind.Journey, "a"), "x", null, null, DateOnly.Parse(checkOn, null))
            .In("id: a\ntrigger: { type: registered }\nsteps:\n  - { id: s, after: 1d }\n", Today);
        Hypothesis read = JourneyReader.Read("x", written!).Value!.Hypothesis!;
        Assert.Equal((new PlanTime.Days(days), new PlanTime.Days(window)), (read.CheckAfter, read.Window));
    }

    /// <summary>Written in one line, it cannot be added without writing the file anew.</summary>
    [Fact]
    public void In_AFileOfOneLine_IsRefused() =>
        Assert.Null(new ExpectedOf(new(TemplateKind.Journey, "a"), "x", null, null, null).In("{ id: a, trigger: { type: registered }, steps: [ { id: s, after: 1d } ] }", Today));

    private static string Written(string file, string text)
    {
        string written = new ExpectedOf(new(TemplateKind.Journey, "a"), text, "revenue", "5%", new DateOnly(2026, 12, 31)).In(file, Today)!;
        Hypothesis read = JourneyReader.Read("x", written).Value!.Hypothesis!;
        Assert.Equal((text, Metric.Revenue, new PlanTime.Days(40)), (read.Text, read.Metric, read.CheckAfter));
        return written;
    }
}
