using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Analytics.Reports;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Analytics.Reports;

public sealed class KeptFactsTests
{
    [Fact]
    public async Task Facts_BeforeTheyWereEverKept_AreCounted()
    {
        FactShop shop = new();
        await shop.BuysAsync("a", "1", 40, 1000);
        await shop.BuysAsync("a", "2", 3, 500);
        ReportCustomer customer = Assert.Single((await shop.Kept.ReadAsync(default)).Facts.Customers);
        Assert.Equal([1000L, 500L], customer.Orders.Select(o => o.AmountMinor));
    }

    [Fact]
    public async Task Facts_OnceKept_NeedNobodysRows()
    {
        FactShop shop = new();
        string customerId = await shop.BuysAsync("a", "1", 40, 1000);
        shop.Later();
        Assert.Equal(2, await shop.Kept.FoldAsync(default));  // once as one of all, once as marked
        Assert.Equal(0, await shop.MarkedAsync());
        string[] before = await shop.SeenAsync();
        await SpoiltRow.OfAsync(shop.World, customerId);
        Assert.Equal(before, await shop.SeenAsync());
        Assert.Equal([customerId], (await shop.Kept.RecountAsync(default)).Unread);
    }

    [Fact]
    public async Task Order_ThatComesLate_IsInTheNextReport_AndStaysInIt()
    {
        FactShop shop = new();
        await shop.BuysAsync("a", "1", 3, 1000);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        await shop.BuysAsync("a", "late", 70, 250);
        await shop.BuysAsync("b", "new", 1, 99);
        Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
        Assert.Equal(["250", "1000"], (await shop.Kept.ReadAsync(default)).Facts.Customers.Single(c => c.Orders.Count == 2).Orders.Select(o => $"{o.AmountMinor}"));
        shop.Later();
        await shop.Kept.FoldAsync(default);
        Assert.Equal(0, await shop.MarkedAsync());
        Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
    }

    /// <summary>A mark goes before its change, so the change may come after the facts were kept.</summary>
    [Fact]
    public async Task Mark_ThatIsYoung_OutlivesTheFold()
    {
        FactShop shop = new();
        await shop.BuysAsync("a", "1", 3, 1000);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        shop.World.Tables.Interrupt((table, _) => table == Tables.Customers, async () =>
        {
            Assert.Equal(1, await shop.MarkedAsync());
            await shop.Kept.FoldAsync(default);
        });
        await shop.BuysAsync("a", "2", 2, 500);
        Assert.Equal(1, await shop.MarkedAsync());
        Assert.Equal(await shop.CountedAsync(), await shop.SeenAsync());
        Assert.Empty(await shop.Kept.DifferencesAsync(default));
    }

    /// <summary>Two processes keep one customer's facts: who has seen less does not win.</summary>
    [Fact]
    public async Task Fold_ThatSomebodyElseOvertakes_LeavesTheNewerFacts()
    {
        FactShop shop = new();
        await shop.BuysAsync("a", "1", 3, 1000);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        await shop.BuysAsync("a", "2", 2, 500);
        shop.Later();
        shop.World.Tables.Interrupt(
            (_, changes) => changes.Any(c => c is EntityChange.Replace { Entity.PartitionKey: var partition } && partition.StartsWith("facts:", StringComparison.Ordinal)),
            async () =>
            {
                await shop.BuysAsync("a", "3", 1, 250);
                shop.Later();
                await shop.Kept.FoldAsync(default);
            });
        await shop.Kept.FoldAsync(default);
        Assert.Empty(await shop.Kept.DifferencesAsync(default));
        Assert.Equal(3, Assert.Single((await shop.Kept.ReadAsync(default)).Facts.Customers).Orders.Count);
    }

    [Fact]
    public async Task Sends_MarkNobody()
    {
        FactShop shop = new();
        FactMarks marks = new(shop.World.Tables, shop.World.Clocks);
        await marks.MarkAsync("c1", isProfileChanged: false, [new EntityChange.Delete("send:e:s:0:Email"), new EntityChange.Delete("rank:six-rank")], default);
        Assert.Equal(0, await shop.MarkedAsync());
        await marks.MarkAsync("c1", isProfileChanged: false, [new EntityChange.Delete("order:x:1")], default);
        Assert.Equal(1, await shop.MarkedAsync());
        Assert.Empty((await shop.Kept.ReadAsync(default)).Facts.Customers);  // a mark may lead to nothing
    }

    [Fact]
    public async Task Differences_NameWhoseFactsWereAltered_AndAreMended()
    {
        FactShop shop = new();
        string customerId = await shop.BuysAsync("a", "1", 3, 1000);
        await shop.BuysAsync("b", "2", 3, 70);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        Assert.Empty(await shop.Kept.DifferencesAsync(default));
        Entity altered = FactRows.Row(new ReportCustomer(customerId, []), null);
        await shop.World.Tables.WriteAsync(Tables.Indexes, altered.PartitionKey, new EntityChange.Put(altered), default);
        Assert.Equal([customerId], await shop.Kept.DifferencesAsync(default));
        await shop.Kept.MendAsync([customerId], default);
        Assert.Empty(await shop.Kept.DifferencesAsync(default));
        await shop.World.Tables.WriteAsync(Tables.Indexes, altered.PartitionKey, new EntityChange.Delete(customerId), default);
        Assert.Equal([customerId], await shop.Kept.DifferencesAsync(default));
    }

    [Fact]
    public async Task Customer_WhoseRowsCannotBeRead_IsNamedAndStaysMarked()
    {
        FactShop shop = new();
        string customerId = await shop.BuysAsync("a", "1", 3, 1000);
        SpoiltRow spoilt = await SpoiltRow.OfAsync(shop.World, customerId);
        shop.Later();
        await shop.Kept.FoldAsync(default);
        Assert.Equal(1, await shop.MarkedAsync());
        Assert.Equal([customerId], (await shop.Kept.ReadAsync(default)).Unread);
        await spoilt.MendAsync();
        await shop.Kept.FoldAsync(default);
        Assert.Equal(0, await shop.MarkedAsync());
        Assert.Single((await shop.Kept.ReadAsync(default)).Facts.Customers);
    }

    /// <summary>Orders, corrections, returns and cancellations in any order, with folds in between: what reports are made from is always
    /// what the ledger says.</summary>
    [Fact]
    public void Facts_AreAlwaysARecountOfTheLedger()
    {
        Gen<(int What, int Who, int DaysAgo, int Yen)[]> lives =
            (from what in Gen.Choose(0, 9)
             from who in Gen.Choose(0, 5)
             from daysAgo in Gen.Choose(0, 400)
             from yen in Gen.Choose(0, 900)
             select (what, who, daysAgo, yen)).ArrayOf();
        Law.HoldsForSome(lives, 5, life => LivesAsync(life).GetAwaiter().GetResult());
    }

    private static async Task<bool> LivesAsync((int What, int Who, int DaysAgo, int Yen)[] life)
    {
        FactShop shop = new();
        bool isSame = true;
        foreach ((int what, int who, int daysAgo, int yen) in life)
        {
            switch (what)
            {
                case 0 or 1:
                    await shop.Kept.FoldAsync(default);
                    isSame &= await IsSameAsync(shop);
                    break;
                case 2:
                    shop.Later();
                    break;
                case 3:
                    await shop.RefundsAsync($"o{who}", yen);
                    break;
                case 4:
                    await shop.BuysAsync($"c{who}", $"o{who}", daysAgo, yen, OrderStatus.Cancelled);
                    break;
                default:
                    await shop.BuysAsync($"c{who % 3}", $"o{who}", daysAgo, yen);
                    break;
            }
        }

        return isSame && await IsSameAsync(shop) && (await shop.Kept.DifferencesAsync(default)).Count == 0;
    }

    private static async Task<bool> IsSameAsync(FactShop shop)
    {
        string[] seen = await shop.SeenAsync();
        string[] counted = await shop.CountedAsync();
        return seen.SequenceEqual(counted);
    }
}
