using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics;

public sealed class ReachVerdictsTests
{
    [Fact]
    public async Task Verdict_OfItsDay_IsLoggedOnce_AlsoByAnotherProcess()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split);
        await shop.FirstOrdersAsync(9);
        await shop.PassAsync(9);
        Assert.Empty(await shop.Reach.RunAsync(default));
        Assert.Empty(await shop.Log.AllAsync(default));
        await shop.PassAsync(1);
        Learning learnt = Assert.Single(await shop.Reach.RunAsync(default));
        Assert.Equal(("try", VerdictKind.NotYet, true, false), (learnt.ExperimentId, learnt.Kind, learnt.IsDue, learnt.IsWeak));
        Assert.StartsWith("まだ判断できません。", learnt.Words.Ja, StringComparison.Ordinal);
        Assert.StartsWith("Nothing can be said yet.", learnt.Words.En, StringComparison.Ordinal);
        Assert.Equal(9, learnt.Arms.Sum(a => a.Customers));
        Assert.Empty(await shop.Reach.RunAsync(default));
        Assert.Empty(await shop.Again().Reach.RunAsync(default));
        await shop.PassAsync(1);
        Assert.Empty(await shop.Reach.RunAsync(default));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(learnt), System.Text.Json.JsonSerializer.Serialize(Assert.Single(await shop.Log.AllAsync(default))));
    }

    [Fact]
    public async Task Verdict_ThatIsReachedEarly_IsLoggedAtOnce_AndToldToOthers()
    {
        TestTopic topic = new();
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split, topic: topic);
        await shop.FirstOrdersAsync(60);
        Dictionary<int, string> arms = await shop.ArmsAsync(60);
        await shop.PassAsync(1);
        foreach (int buyer in arms.Where(a => a.Value == "b").Select(a => a.Key))
        {
            await shop.BuysAsync(ExperimentShop.Customer(buyer), $"second-{buyer}");
        }

        await shop.PassAsync(5);
        Learning learnt = Assert.Single(await shop.Reach.RunAsync(default));
        Assert.Equal((VerdictKind.Better, "b", "a", false), (learnt.Kind, learnt.ArmId, learnt.BaseId, learnt.IsDue));
        Assert.StartsWith("Bの方がAより良いと言えます。購入率: B 100.0%", learnt.Words.Ja, StringComparison.Ordinal);
        Entity row = Assert.Single(
            await shop.World.Tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, "learnings", RowKeys.Under("outgoing")), default).ToListAsync());
        string told = (string)row.Properties.Values.First();
        Assert.Contains("verdict.reached", told, StringComparison.Ordinal);
        Assert.Contains("experiments/try", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_IsSearchedByEveryWord_TheLatestFirst()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync(ExperimentShop.Split, "holdout: 0.2\n" + ExperimentShop.Hypothesis);
        await shop.FirstOrdersAsync(12);
        await shop.PassAsync(11);
        Assert.Equal(2, (await shop.Reach.RunAsync(default)).Count);
        IReadOnlyList<Learning> all = await shop.Log.AllAsync(default);
        Assert.Equal(["j:holdout", "try"], all.Select(l => l.ExperimentId));
        Assert.All(all, l => Assert.True(l.Matches("短い件名 purchase")));
        Assert.Equal([true, false], all.Select(l => l.Matches("HOLDOUT　短い")));
        Assert.DoesNotContain(all, l => l.Matches("短い 長い"));
        ListPage<Learning> page = await shop.Log.PageAsync(_ => true, new ListRange(null, 1), default);
        ListPage<Learning> next = await shop.Log.PageAsync(_ => true, new ListRange(page.Next, 1), default);
        Assert.Equal(["j:holdout", "try"], page.Items.Concat(next.Items).Select(l => l.ExperimentId));
        Assert.Null(next.Next);
    }

    /// <summary>The usual test holds for one look: so there is one, on the day.</summary>
    [Fact]
    public async Task WeakVerdict_IsGivenOnceOnItsDay()
    {
        ExperimentShop shop = await ExperimentShop.OpenAsync("  - { id: mail, send: { channel: [email], message: thank-you } }", "");
        await shop.FirstOrdersAsync(4);
        await shop.PassAsync(7);
        await shop.Shop.PublishAsync(ExperimentShop.Journey("  - { id: mail, send: { channel: [email], message: thank-you } }"));
        await shop.FirstOrdersAsync(4, 4);
        await shop.PassAsync(9);
        Assert.Empty(await shop.Reach.RunAsync(default));
        await shop.PassAsync(1);
        Learning learnt = Assert.Single(await shop.Reach.RunAsync(default));
        Assert.Equal(("j:versions", true, true), (learnt.ExperimentId, learnt.IsWeak, learnt.IsDue));
        Assert.StartsWith("弱い根拠", learnt.Words.Ja, StringComparison.Ordinal);
        foreach (int buyer in Enumerable.Range(4, 4))
        {
            await shop.BuysAsync(ExperimentShop.Customer(buyer), $"late-{buyer}", at: shop.World.ShopClock.GetUtcNow().AddDays(-8));
        }

        await shop.PassAsync(1);
        Assert.Empty(await shop.Reach.RunAsync(default));
    }
}
