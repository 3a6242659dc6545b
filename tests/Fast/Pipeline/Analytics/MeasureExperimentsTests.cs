using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

public sealed class MeasureExperimentsTests
{
    private const string Mail = "  - { id: mail, after: 1d, send: { channel: [email], message: thank-you } }";

    /// <summary>What the script did, counted by hand, is what the facts say.</summary>
    [Fact]
    public async Task Split_EveryArm_IsTheRecountOfWhatHappened()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(30);
        Dictionary<int, string> arms = await shop.ArmsAsync(30);
        Assert.Equal(3, arms.Values.Distinct().Count());
        await shop.PassAsync(3);
        foreach (int buyer in Enumerable.Range(0, 30).Where(i => i % 4 == 0))
        {
            await shop.BuysAsync(ExperimentShop.Customer(buyer), $"second-{buyer}", 1000 + buyer);
        }

        await shop.PassAsync(1);
        Assert.All(await shop.FiguresAsync("try"), f => Assert.EndsWith(" 0 0", f, StringComparison.Ordinal));
        await shop.PassAsync(2);
        Assert.Equal(
            ["a", "b", "nothing"],
            (await shop.FiguresAsync("try")).Select(f => f.Split(' ')[0]));
        Verdict verdict = (await shop.JudgedAsync("try")).Verdict;
        foreach (ArmFigures arm in verdict.Arms)
        {
            int[] members = [.. arms.Where(m => m.Value == arm.Arm.Id).Select(m => m.Key)];
            int[] buyers = [.. members.Where(i => i % 4 == 0)];
            Assert.Equal(
                (members.Length, members.Length, buyers.Length, buyers.Sum(i => 1000 + i)),
                ((int)arm.Entered, (int)arm.Complete, (int)arm.Buyers.Hits, (int)arm.RevenueMinor));
        }

        Assert.True(verdict.Arms[2].Arm.IsHoldout);
        Assert.Equal(3, verdict.Comparisons.Count);
    }

    /// <summary>Asked of a moment that has passed, those who came afterwards are not there yet.</summary>
    [Fact]
    public async Task Split_AtAnEarlierMoment_HasWhoCameByThen()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(6);
        DateTimeOffset then = shop.World.ShopClock.GetUtcNow();
        await shop.PassAsync(1);
        await shop.FirstOrdersAsync(6, 4);
        Experiment experiment = Assert.IsType<Experiment>(await shop.List.FindAsync("try", default));
        Assert.Equal(6, (await shop.Judge.RunAsync([experiment], then, default))[0].Verdict.Arms.Sum(a => a.Entered));
        Assert.Equal(0, (await shop.Judge.RunAsync([experiment], then.AddTicks(-1), default))[0].Verdict.Arms.Sum(a => a.Entered));
        Assert.Equal(10, (await shop.JudgedAsync("try")).Verdict.Arms.Sum(a => a.Entered));
    }

    /// <summary>The order arrives a week after its date; the return later still.</summary>
    [Fact]
    public async Task LateOrderAndReturn_FallIntoTheirOwnWindow()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(1);
        DateTimeOffset within = shop.World.ShopClock.GetUtcNow().AddDays(4);
        DateTimeOffset behind = shop.World.ShopClock.GetUtcNow().AddDays(6);
        await shop.PassAsync(12);
        await shop.BuysAsync(ExperimentShop.Customer(0), "late", 3000, within);
        await shop.BuysAsync(ExperimentShop.Customer(0), "behind", 9000, behind);
        ArmFigures arm = Assert.Single((await shop.JudgedAsync("try")).Verdict.Arms, a => a.Entered == 1);
        Assert.Equal((1L, 3000L), (arm.Orders, arm.RevenueMinor));
        DateTimeOffset now = shop.World.ShopClock.GetUtcNow().AddMinutes(1);
        SourceOrder returned = Told.Order("late", 0) with { OrderedAt = within, UpdatedAt = now, TotalMinor = 3000, Refunds = [new Refund("r", 3000, FollowUpFlows.Domain.Shared.Currency.Yen, now)] };
        await shop.Shop.TellAsync("returned", ExperimentShop.Customer(0).Bought(returned));
        arm = Assert.Single((await shop.JudgedAsync("try")).Verdict.Arms, a => a.Entered == 1);
        Assert.Equal((0L, 0L, 0L), (arm.Orders, arm.RevenueMinor, arm.Buyers.Hits));
    }

    [Fact]
    public async Task JourneyHoldout_BothSides_CountFromTheirFirstDueMessage()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(Mail, "holdout: 0.5\n" + ExperimentShop.Hypothesis);
        await shop.FirstOrdersAsync(20);
        await shop.BuysAsync(Told.Account("nobody", -60), "unreachable");  // no address: nothing would have gone in either arm
        await shop.PassAsync(1);
        Judged judged = await shop.JudgedAsync("j:holdout");
        Experiment experiment = judged.Experiment;
        Assert.Equal(20, judged.Verdict.Arms.Sum(a => a.Entered));
        Assert.Equal([ExperimentArm.Sent, ExperimentArm.Holdout], experiment.Arms.Select(a => a.Id));
        long held = judged.Verdict.Arms[1].Entered;
        Assert.Equal(20 - held, shop.World.Email.Messages.Count);
        Assert.InRange(held, 3, 17);
    }

    [Fact]
    public async Task ShopHoldout_IsMeasuredOverAllJourneys_AndInNoOtherExperiment()
    {
        ShopSettings settings = TestShop.Settings with { Holdout = new ShopHoldout(0.5m, "all") };
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split, settings: settings);
        await shop.FirstOrdersAsync(100, 3);  // before it is known since when
        await shop.PassAsync(1);
        await shop.Reach.RunAsync(default);
        await shop.FirstOrdersAsync(24);
        await shop.PassAsync(1);
        Judged all = await shop.JudgedAsync("holdout");
        Judged split = await shop.JudgedAsync("try");
        Assert.Equal((ExperimentKind.ShopHoldout, 0), (all.Experiment.Kind, all.Experiment.JourneyIds.Count));
        long held = all.Verdict.Arms.Single(a => a.Arm.IsHoldout).Entered;
        Assert.InRange(held, 4, 20);
        Assert.InRange(split.Verdict.Arms.Sum(a => a.Entered), 24 - held, 27 - held);

        // Those who fell into the split's own holdout had a message due, too.
        Assert.Equal(24, all.Verdict.Arms.Sum(a => a.Entered));
    }

    [Fact]
    public async Task Versions_AreComparedFromTheirFirstDueMessage_AsWeakEvidence()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(Mail, "");
        await shop.FirstOrdersAsync(5);
        await shop.PassAsync(10);
        await shop.Shop.PublishAsync(ExperimentShop.Journey("  - { id: mail, after: 2d, send: { channel: [email], message: thank-you } }"));
        await shop.FirstOrdersAsync(5, 7);
        await shop.PassAsync(10);
        Judged judged = await shop.JudgedAsync("j:versions");
        Assert.Equal(["v1 5 5 0", "v2 7 7 0"], await shop.FiguresAsync("j:versions"));
        Assert.True(judged.Verdict.IsWeak);
        Assert.Equal("短い件名で2回目が増える", judged.Experiment.Hypothesis.Text);
        Assert.Equal(judged.Experiment.Since.AddDays(20), judged.Experiment.CheckAt);
        Assert.NotEmpty(judged.Verdict.Weeks);
    }

    [Fact]
    public async Task Refusal_WithinTheWindow_IsCounted()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(2);
        string first = (await shop.Shop.StateAsync(ExperimentShop.Customer(0))).CustomerId;
        await shop.PassAsync(2);
        await shop.Shop.Withdraw.RunAsync(first, "link", default);
        await shop.PassAsync(9);
        string second = (await shop.Shop.StateAsync(ExperimentShop.Customer(1))).CustomerId;
        await shop.Shop.Withdraw.RunAsync(second, "link", default);
        Assert.Equal(1, (await shop.JudgedAsync("try")).Verdict.Arms.Sum(a => a.Unsubscribed.Hits));
    }

    [Fact]
    public async Task List_OfWhatWasPublished_HasSplitsHoldoutsAndVersions()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split, "holdout: 0.2");
        Assert.Equal(["j:holdout", "try"], (await shop.List.AllAsync(default)).Select(e => e.Id));
        await shop.PassAsync(3);
        await shop.Shop.PublishAsync(ExperimentShop.Journey(Mail, "holdout: 0.2"));
        Experiment[] all = [.. await shop.List.AllAsync(default)];
        Assert.Equal(["j:holdout", "j:versions", "try"], all.Select(e => e.Id));
        Assert.Equal(all[0].Since, all[2].Since);
        Assert.Equal(["mail-a", "mail-b"], all[2].StepIds.Order());
        Assert.Null(await shop.List.FindAsync("nothing", default));
    }

    /// <summary>Customers whom other weights have parted would look as if something chose among them.</summary>
    [Fact]
    public async Task Split_WithOtherWeights_BeginsAnew()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(6);
        await shop.PassAsync(2);
        await shop.Shop.PublishAsync(ExperimentShop.Journey(ExperimentShop.Split.Replace("{ id: b,", "{ id: b, weight: 3,", StringComparison.Ordinal)));
        await shop.FirstOrdersAsync(6, 5);
        Judged judged = await shop.JudgedAsync("try");
        Assert.Equal((5, 3.0), (judged.Verdict.Arms.Sum(a => a.Entered), judged.Experiment.Arms[1].Weight));
        Assert.Equal(shop.World.ShopClock.GetUtcNow(), judged.Experiment.Since);
    }
}
