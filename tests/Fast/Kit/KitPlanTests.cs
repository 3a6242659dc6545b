using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>The follow-up plan as a whole: every rank has its journey, and every journey its days and its messages.</summary>
public sealed class KitPlanTests
{
    private static readonly string[] RankIds = ["prospect", "new", "early", "repeater", "semi-royal", "royal"];

    public static TheoryData<string> Ranks => [.. RankIds];

    [Fact]
    public void Ranks_AreThoseOfTheModel() =>
        Assert.Equal(Shop.Preset("six-rank").Ranks.Select(r => r.Id).Order(StringComparer.Ordinal), RankIds.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ranks))]
    public async Task Rank_HasOneJourneyOfItsOwn(string rank)
    {
        JourneyDefinition journey = (await StarterKit.OfAsync(rank)).Definition;
        Assert.Equal($"{rank}-follow", journey.Id);
        Assert.Equal(("six-rank", "Current"), (journey.Gate!.ModelId, journey.Gate.Half.ToString()));
        Assert.Equal([rank], journey.Gate.RankIds);
        Assert.NotNull(journey.Goal);
        Assert.Equal(Purpose.Marketing, journey.Purpose);
    }

    /// <summary>Nobody who orders often gets a series anew while it runs, and an order that changes the rank leaves the plan free.</summary>
    [Theory]
    [MemberData(nameof(Ranks))]
    public async Task Policies_KeepOrdersFromRepeatingTheSeries(string rank)
    {
        JourneyDefinition journey = (await StarterKit.OfAsync(rank)).Definition;
        Assert.Equal(RankChangePolicy.Exit, journey.OnRankChange);
        Assert.Equal(rank == "prospect" ? ReEntry.Once : ReEntry.Wait, journey.ReEntry);
        Assert.Equal(rank is "prospect" or "new" ? NewOrderPolicy.Exit : NewOrderPolicy.Continue, journey.OnNewOrder);
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public async Task Journey_HasTheFirstDayTheThirdTheSeventhAndLaterOnes(string rank)
    {
        int[] days = [.. (await StarterKit.OfAsync(rank)).Definition.Steps.OfType<Step.Send>().Select(s => s.Timing.Day!.Value)];
        Assert.Equal([0, 3, 7], days[..3]);
        Assert.True(days.Length > 3 && days[^1] >= 30, $"The last letter of '{rank}' goes on day {days[^1]}.");
    }

    /// <summary>What the documentation tells of the kit.</summary>
    [Theory]
    [MemberData(nameof(Ranks))]
    public async Task Days_AreThoseOfTheDocumentation(string rank)
    {
        string row = Assert.Single(File.ReadLines(Repository.PathOf("docs", "journeys.md")), l => l.StartsWith($"| `{rank}-follow` |", StringComparison.Ordinal));
        IEnumerable<int> days = (await StarterKit.OfAsync(rank)).Definition.AllSteps.OfType<Step.Send>().Select(s => s.Timing.Day).OfType<int>();
        Assert.Equal(string.Join(", ", days.Distinct().Order()), row.Split('|')[3].Trim());
    }

    [Theory]
    [MemberData(nameof(Ranks))]
    public async Task Letters_AreThereForBothChannels(string rank)
    {
        PublishedJourney journey = await StarterKit.OfAsync(rank);
        Assert.All(journey.Definition.AllSteps.OfType<Step.Send>(), s => Assert.Equal(2, s.Channels.Count));
        Assert.All(StarterKit.Messages(journey), m => Assert.True(m.IsThere, m.File));
    }

    /// <summary>Between the end of the quiet hours and their beginning, so that no fixed time is put off every day.</summary>
    [Theory]
    [MemberData(nameof(Ranks))]
    public async Task FixedTimes_LieOutsideTheQuietHours(string rank)
    {
        IEnumerable<StepTiming.OnDay> fixedTimes = (await StarterKit.OfAsync(rank)).Definition.AllSteps.OfType<Step.Send>().Select(s => s.Timing).OfType<StepTiming.OnDay>();
        Assert.All(fixedTimes, t => Assert.InRange(t.At!.Value.Hour, 8, 20));
    }

    [Fact]
    public async Task OutsideThePlan_AreTheTransactionalJourneysAndThoseOfTheCalendar()
    {
        IReadOnlyList<PublishedJourney> all = await StarterKit.PublishedAsync();
        string[] transactional = ["confirm-consent", "line-connect", "line-connect-mail", "thank-you"];
        Assert.Equal(
            transactional.Concat(KitCalendarTests.Journeys).Order(StringComparer.Ordinal),
            all.Where(j => j.Definition.Plan is null).Select(j => j.Definition.Id).Order(StringComparer.Ordinal));
        Assert.Equal(transactional, all.Where(j => j.Definition.Purpose == Purpose.Transactional).Select(j => j.Definition.Id).Order(StringComparer.Ordinal));
        Assert.Equal(14, all.Count);
    }

    [Fact]
    public async Task MessageFiles_AreAllUsed()
    {
        HashSet<string> used = [.. (await StarterKit.PublishedAsync()).SelectMany(StarterKit.Messages).Select(m => $"messages/{m.File}"), "messages/_layout.html", "messages/_layout.txt"];
        Assert.Equal(used.Order(StringComparer.Ordinal), StarterKit.Templates.Files.Keys.Where(f => f.StartsWith("messages/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lint_FindsNothing()
    {
        CommandRun run = CommandRun.Of("lint", Repository.PathOf("templates"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("faults: 0, warnings: 0", run.Output, StringComparison.Ordinal);
    }

    /// <summary>As the guard of <see cref="Letters_AreThereForBothChannels"/>: a file that is not there is seen.</summary>
    [Fact]
    public void Message_WithoutAFile_IsMissed() => Assert.False(new KitMessage("new-welcome-2", Channel.Email).IsThere);
}
