using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Import;

/// <summary>A history is ranked by the averages of the whole history, whichever customer comes first, and begins nothing.</summary>
public sealed class ImportedFiguresTests
{
    /// <summary>Average order 1,375 yen: 8 orders of 2,000 are above 8 times that, and 4 orders of 1,000 below 4 times.</summary>
    private static readonly string History = "order_id,customer_id,ordered_at,total\n"
        + string.Concat(Enumerable.Range(1, 8).Select(i => $"A{i},anna,2026-0{i}-01,2000\n"))
        + string.Concat(Enumerable.Range(1, 4).Select(i => $"B{i},bert,2026-0{i}-02,1000\n"))
        + string.Concat(Enumerable.Range(1, 4).Select(i => $"C{i},cora,2026-0{i}-03,500\n"));

    [Fact]
    public async Task Import_IntoAnEmptyShop_RanksByTheAveragesOfTheWholeFile()
    {
        (TestWorld world, TestImports files) = await ImportedAsync();
        Assert.Equal(("royal", "repeater", "repeater"), (await RankAsync(files, "anna"), await RankAsync(files, "bert"), await RankAsync(files, "cora")));
        Assert.Empty(world.Orchestrations.Waits);
        Assert.Empty(await world.Tables.StartingAsync());  // the first placement is no move, so it begins nothing either
    }

    /// <summary>Many small orders of somebody else halve the average: 4 orders of 1,000 are then enough, though Bert is in no row of the file.</summary>
    [Fact]
    public async Task Import_ThatMovesTheAverages_RanksEverybodyAnew()
    {
        (_, TestImports files) = await ImportedAsync();
        string more = "order_id,customer_id,ordered_at,total\n" + string.Concat(Enumerable.Range(10, 20).Select(i => $"D{i},dora,2026-05-{i},100\n"));
        await files.OrdersAsync(more);
        CustomerState bert = await files.StateAsync("bert");
        Assert.Equal("semi-royal", bert.Ranks["six-rank"].Held.RankId);
        Assert.Equal(new DateOnly(2026, 11, 21), bert.Ranks["six-rank"].Held.SinceOn);
        Assert.Equal("royal", await RankAsync(files, "anna"));
    }

    private static async Task<string> RankAsync(TestImports files, string customer)
    {
        RankPosition position = (await files.StateAsync(customer)).Ranks["six-rank"];
        return position.Held.RankId;
    }

    private static async Task<(TestWorld World, TestImports Files)> ImportedAsync()
    {
        TestWorld world = new();
        string onMove = JourneyFiles.Free("moved", "trigger: { type: rank-changed, model: six-rank }", JourneyFiles.Mail("mail", 0));
        Assert.Empty((await new TestShop(world).Publish.RunAsync(JourneyFiles.Set(onMove).WithRanks(), default)).Faults);
        TestImports files = new(world);
        await files.OrdersAsync(History);
        return (world, files);
    }
}
