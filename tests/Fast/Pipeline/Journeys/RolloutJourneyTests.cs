using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Pipeline.Analytics;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Who enters which version while one is rolled out.</summary>
public sealed class RolloutJourneyTests
{
    private static readonly OperatorAct Sato = new("佐藤", "様子を見る");

    [Fact]
    public async Task Customers_EnterTheVersionThatTheHashSays_AndGetItsMessages_AndTheDaysAreProven()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await shop.BuyAsync(0, 20);
        Dictionary<int, int> versions = await shop.VersionsAsync(0, 20);
        Assert.Equal(["1", "2"], versions.Values.Distinct().Order().Select(v => $"{v}"));
        foreach ((int number, int version) in versions)
        {
            Assert.Equal(await shop.TakesAsync(number) ? 2 : 1, version);
        }

        await shop.PassAsync(4);
        Assert.Equal(
            (versions.Values.Count(v => v == 2), versions.Values.Count(v => v == 1)),
            (shop.World.Email.Messages.Count(m => m.StepId == "fresh"), shop.World.Email.Messages.Count(m => m.StepId == "later")));
        Assert.Equal(40, await CertifiedShop.Over(shop.World, shop.Shop).HoldsAsync(CertifiedShop.Day, CertifiedShop.Day.AddDays(3)));
    }

    [Fact]
    public async Task NextStage_TakesMore_AndNobodyWhoIsInsideOrHadItChanges()
    {
        RolloutShop shop = await RolloutShop.OpenAsync("30,70,100");
        await shop.BuyAsync(0, 30);
        Dictionary<int, int> before = await shop.VersionsAsync(0, 30);
        Assert.True((await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Advance, Sato, default))!.IsDone);
        Assert.Equal(before, await shop.VersionsAsync(0, 30));

        for (int i = 0; i < 30; i++)
        {
            await shop.BuysAsync(i, $"again-{i}");
        }

        Dictionary<int, int> after = await shop.VersionsAsync(0, 30);
        Assert.All(before.Where(b => b.Value == 2), b => Assert.Equal(2, after[b.Key]));
        Assert.True(after.Values.Count(v => v == 2) > before.Values.Count(v => v == 2));
        Assert.Contains(1, after.Values);
    }

    [Fact]
    public async Task StoppedAndFinished_GiveEverybodyOneVersion_SeenByOtherProcessesToo()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        RolloutShop other = shop.Again();
        await other.BuyAsync(0, 1);
        await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Stop, Sato, default);
        shop.World.SystemClock.Advance(JourneyLibrary.FreshFor);
        await other.BuyAsync(100, 12);
        Assert.Equal([1], (await other.VersionsAsync(100, 12)).Values.Distinct());

        await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Finish, Sato, default);
        shop.World.SystemClock.Advance(JourneyLibrary.FreshFor);
        await other.BuyAsync(200, 12);
        Assert.Equal([2], (await other.VersionsAsync(200, 12)).Values.Distinct());
    }

    [Fact]
    public async Task Publishing_WhileOneIsUnderWay_ComparesWithTheVersionThatMostGet()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        await shop.PublishAsync(RolloutShop.New + "# three\n", "50,100");
        Assert.Equal((3, 1), (await shop.NowAsync()) is var third ? (third.Version, third.BaseVersion) : default);
        await shop.Steer.RunAsync(RolloutShop.JourneyId, RolloutAct.Finish, Sato, default);
        await shop.PublishAsync(RolloutShop.New + "# four\n", "50,100");
        Assert.Equal(3, (await shop.NowAsync()).BaseVersion);
        await shop.PublishAsync(RolloutShop.New + "# five\n");
        Assert.Null(await shop.Steer.FindAsync(RolloutShop.JourneyId, default));
        await shop.BuyAsync(0, 10);
        Assert.Equal([5], (await shop.VersionsAsync(0, 10)).Values.Distinct());
    }

    [Fact]
    public async Task RollingBack_EndsIt_AndEverybodyGetsTheOldWords()
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        Assert.Equal(3, Assert.Single((await new RollBackJourney(shop.Shop.Store, shop.Shop.Publish).RunAsync(RolloutShop.JourneyId, 1, new PublicationNote("花子", "戻す"), movesInside: false, default))!.Versions).Version);
        await shop.BuyAsync(0, 10);
        Assert.Equal([3], (await shop.VersionsAsync(0, 10)).Values.Distinct());
        Assert.Empty(await shop.Steer.OpenAsync(default));
    }

    [Fact]
    public async Task NewJourneyAndBroadcast_ReachEverybodyAtOnce()
    {
        RolloutShop shop = await RolloutShop.OpenAsync(stages: null);
        string news = "id: cast\nname: cast\npurpose: transactional\ntrigger: { type: broadcast, on: 2026-12-24 }\nsteps:\n" + JourneyFiles.Mail("mail", 0) + "\n";
        await shop.PublishAsync(news, "5,100");
        await shop.PublishAsync(news + "# changed\n", "5,100");
        await shop.PublishAsync(JourneyFiles.OneMail, "5,100");
        Assert.Empty(await shop.Steer.OpenAsync(default));
    }

    /// <summary>A version that cannot be read is left out; whoever would have had it gets the one before, and not one in between.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public async Task VersionThatCannotBeRead_IsLeftOut_AndNobodyIsForgotten(int broken, int entered)
    {
        RolloutShop shop = await RolloutShop.OpenAsync();
        string row = RowKeys.Of("file", RolloutShop.JourneyId, $"00000{broken}", "journeys/0.yaml", "000");
        Assert.True(await shop.World.Tables.WriteAsync(Tables.Journeys, "library", new EntityChange.Delete(row), default));
        RolloutShop next = shop.Again();
        await next.BuyAsync(0, 8);
        Assert.Equal([entered], (await next.VersionsAsync(0, 8)).Values.Distinct());
    }

    [Fact]
    public async Task BackFill_PutsEachIntoTheirVersion()
    {
        RolloutShop shop = await RolloutShop.OpenAsync(
            old: JourneyFiles.Free(RolloutShop.JourneyId, "trigger: { type: registered }", JourneyFiles.Mail("mail", 0)),
            stages: null);
        await shop.BuyAsync(0, 20);
        await shop.PublishAsync(JourneyFiles.Free(RolloutShop.JourneyId, "trigger: { type: order }", JourneyFiles.Mail("mail", 1)));
        await shop.PublishAsync(JourneyFiles.Free(RolloutShop.JourneyId, "trigger: { type: order }", JourneyFiles.Mail("mail", 2)), "50,100");
        for (int i = 0; i < 20; i++)
        {
            string customerId = (await shop.Shop.StateAsync(RolloutShop.Customer(i))).CustomerId;
            await shop.Shop.React.RunAsync(customerId, new Cause.BackFill(RolloutShop.JourneyId, null), shop.Shop.Orchestrations, default);
        }

        Dictionary<int, int> versions = await shop.VersionsAsync(0, 20);
        Assert.Equal([2, 3], versions.Values.Distinct().Order());
        foreach ((int number, int version) in versions)
        {
            Assert.Equal(await shop.TakesAsync(number) ? 3 : 2, version);
        }
    }

    /// <summary>The two versions begin on different days; whom each is for gets it, once a year.</summary>
    [Fact]
    public async Task Birthdays_ComeOnTheDayOfTheVersionThatTheCustomerGets()
    {
        RolloutShop shop = await RolloutShop.OpenAsync(
            old: JourneyFiles.Free(RolloutShop.JourneyId, "trigger: { type: birthday }", JourneyFiles.Mail("mail", 0)),
            changed: JourneyFiles.Free(RolloutShop.JourneyId, "trigger: { type: birthday, before: 2d }", JourneyFiles.Mail("mail", 0)));
        for (int i = 0; i < 12; i++)
        {
            await shop.Shop.TellAsync($"b-{i}", (RolloutShop.Customer(i) with { Birthday = new Birthday(11, 26, 1990) }).Bought(Told.Order($"b-{i}", 0)));
        }

        await shop.PassAsync(8);
        for (int i = 0; i < 12; i++)
        {
            Enrollment only = Assert.Single(await shop.EnrollmentsAsync(i));
            Assert.Equal(await shop.TakesAsync(i) ? (2, new DateOnly(2026, 11, 24)) : (1, new DateOnly(2026, 11, 26)), (only.Version, only.TriggeredOn));
        }
    }

    [Fact]
    public async Task Experiment_InsideOfBoth_KeepsItsArms()
    {
        string steps = "  - id: test\n    split:\n      experiment: try\n      arms:\n        - { id: a, steps: [ { id: mail-a, send: { channel: [email], message: thank-you } } ] }\n        - { id: b, steps: [ { id: mail-b, send: { channel: [email], message: thank-you } } ] }\n";
        RolloutShop shop = await RolloutShop.OpenAsync(
            old: JourneyFiles.Journey(RolloutShop.JourneyId, steps),
            changed: JourneyFiles.Journey(RolloutShop.JourneyId, steps + JourneyFiles.Mail("more", 1)));
        await shop.BuyAsync(0, 24);
        Dictionary<int, int> versions = await shop.VersionsAsync(0, 24);
        HashSet<(int, string)> seen = [];
        for (int i = 0; i < 24; i++)
        {
            CustomerState state = await shop.Shop.StateAsync(RolloutShop.Customer(i));
            Choice choice = Assert.Single(state.Choices);
            Step.Split split = (Step.Split)(await shop.Shop.Library.PinnedAsync(RolloutShop.JourneyId, 1, default)).Definition.Steps[0];
            Assert.Equal(split.Choices[Assignment.ArmOf(split, state.CustomerId)].Id, choice.ArmId);
            seen.Add((versions[i], choice.ArmId!));
        }

        Assert.Equal(4, seen.Count);
    }
}
