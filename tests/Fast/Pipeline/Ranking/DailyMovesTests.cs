using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Ranking;

/// <summary>A part of a real shop, day by day, against moves that were calculated independently (<c>tests/fixtures/ranks/daily.py</c>):
/// who is looked at by night must be everybody whom the night moves.</summary>
public sealed class DailyMovesTests
{
    private static readonly string[] ModelIds = ["five-class", "four-stage", "six-rank"];
    private readonly RankWorld world = new([.. ModelIds.Select(Shop.Preset)]);
    private int looks;

    [Theory]
    [InlineData(true, 1000)]
    [InlineData(true, 25)]
    [InlineData(false, 60)]
    public async Task Days_OfARealShop_MoveEverybodyAsCalculated(bool isAlone, int daysOfAProcess)
    {
        Queue<string[]> happenings = new(Rows("daily-happenings.csv"));
        string[][] figures = [.. Rows("daily-figures.csv")];
        world.SetClock(world.Settings.Calendar.StartOf(Day(figures[0][0])));
        RankProcess shop = new(world, isAlone: isAlone);
        foreach ((int index, string[] row) in figures.Index())
        {
            shop = index % daysOfAProcess == daysOfAProcess - 1 ? new RankProcess(world, isAlone: isAlone) : shop;
            DateOnly day = Day(row[0]);
            world.ShopClock.MoveTo(world.Settings.Calendar.StartOf(day));
            looks += await shop.NightAsync();
            while (happenings.TryPeek(out string[]? next) && DateTimeOffset.Parse(next[0], CultureInfo.InvariantCulture) < world.Settings.Calendar.StartOf(day.AddDays(1)))
            {
                await HappenAsync(shop, happenings.Dequeue());
            }
        }

        await AssertMovesAsync(shop);
        Assert.Equal(figures.Select(f => string.Join(' ', f)), (await Moves.RowsAsync(world.Tables, Tables.Indexes, "figures"))
            .Select(r => $"{r.RowKey} {r.Number("Revenue")} {r.Number("Orders")} {r.Number("Customers")}"));

        // In proportion to change: looking at everybody every night would be 116 customers × 736 days.
        Assert.InRange(looks, 300, 4_000);
    }

    private async Task HappenAsync(RankProcess shop, string[] happening)
    {
        DateTimeOffset at = DateTimeOffset.Parse(happening[0], CultureInfo.InvariantCulture);
        (string kind, string customer, string what, long amount) = (happening[1], happening[2], happening[3], long.Parse(happening[4], CultureInfo.InvariantCulture));
        world.ShopClock.MoveTo(at);
        switch (kind)
        {
            case "order":
                await shop.EnterAsync(customer, what, at, amount);
                break;
            case "cancel":
                DateOnly on = (await shop.StateAsync(customer)).Order("shop-main", what)!.Order.OrderedOn;
                await shop.BuyAsync(customer, what, on, amount, OrderStatus.Cancelled, version: 2);
                break;
            case "refund":
                await shop.RefundAsync(what, "r", amount);
                break;
            default:
                await shop.TellAsync(customer, $"{what}-{amount}", what, at);
                break;
        }
    }

    private async Task AssertMovesAsync(RankProcess shop)
    {
        foreach (IGrouping<string, string[]> expected in Rows("daily-moves.csv").GroupBy(m => m[0]))
        {
            IReadOnlyList<Entity> rows = await Moves.RowsAsync(world.Tables, Tables.Customers, await shop.IdAsync(expected.Key), "move:");
            Assert.Equal(
                expected.Select(m => string.Join(' ', m[1..])).Order(StringComparer.Ordinal),
                rows.Select(r => $"{r.Text("ModelId")} {r.Text("On")} {r.Text("From") ?? "-"} {r.Text("To")}").Order(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Repository.PathOf("tests", "fixtures", "ranks", file)).Skip(1).Select(l => l.Split(','));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
