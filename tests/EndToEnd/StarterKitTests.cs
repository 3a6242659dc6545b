using System.Globalization;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>The shipped follow-up plan over four months of a real shop's orders: who should have been welcomed is counted from the orders
/// file itself, and nobody is written to too often.</summary>
public sealed class StarterKitTests
{
    /// <summary>Letters within any seven days; receipts come besides, one for each order.</summary>
    private const int LettersAWeekMax = 4;

    private static readonly DateOnly Until = new(2011, 3, 31);
    private static readonly string OrdersFile = Repository.PathOf("samples", "online-retail", "orders.csv");

    [Fact]
    public async Task Plan_OverARealShopsOrders_WelcomesEverybodyAndCrowdsNobody()
    {
        using TemporaryFolder folder = new();
        string sendsFile = folder.PathOf("sends.csv");
        ProcessRun run = await ProcessRun.FollowUpAsync(
            folder.Path,
            ["simulate", "--orders", OrdersFile, "--journeys", Repository.PathOf("templates"), "--until", Until.ToString("O", CultureInfo.InvariantCulture), "--sends", sendsFile]);
        Assert.True(run.ExitCode == 0, run.Error);
        Letter[] sent = [.. File.ReadLines(sendsFile).Skip(1).Select(Letter.Of)];
        Letter[] letters = [.. sent.Where(l => l.Journey != "thank-you")];

        Buyer[] buyers = [.. Buyers()];
        Assert.Equal(buyers.Sum(b => b.OrderedOn.Length), sent.Length - letters.Length);  // a receipt for each order
        Assert.Equal(
            Sorted(buyers.Where(b => b.FirstDays is [1, ..]).Select(b => (b.CustomerId, b.OrderedOn[0]))),
            Sorted(SentOn("new-follow", "welcome", buyers.Where(b => b.FirstDays is [1, ..]))));
        Assert.Equal(
            Sorted(buyers.Where(b => b.FirstDays is [1, 1, ..]).Select(b => (b.CustomerId, b.OrderedOn[1]))),
            Sorted(SentOn("early-follow", "welcome-back", buyers.Where(b => b.FirstDays is [1, 1, ..]))));
        Assert.All(letters, l => Assert.Equal($"{l.Rank}-follow", l.Journey));
        Assert.Equal(["early", "new", "repeater", "semi-royal"], letters.Select(l => l.Rank).Distinct().Order(StringComparer.Ordinal));  // too early for royal
        Assert.All(letters.GroupBy(l => l.CustomerId), of => Assert.InRange(MostInAWeek([.. of.Select(l => l.On)]), 1, LettersAWeekMax));

        IEnumerable<(string CustomerId, DateOnly On)> SentOn(string journey, string step, IEnumerable<Buyer> of) => letters
            .Where(l => l.Journey == journey && l.Step == step)
            .Join(of, l => l.CustomerId, b => b.CustomerId, (l, b) => (l.CustomerId, l.On));
    }

    /// <summary>Everybody with the days of their orders up to the last day, in order.</summary>
    private static IEnumerable<Buyer> Buyers() => File.ReadLines(OrdersFile).Skip(1)
        .Select(line => line.Split(','))
        .Select(cells => (CustomerId: cells[1], On: DateOnly.ParseExact(cells[2][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)))
        .Where(order => order.On <= Until)
        .GroupBy(order => order.CustomerId, order => order.On)
        .Select(orders => new Buyer(orders.Key, [.. orders.Order()]));

    private static int MostInAWeek(DateOnly[] days) => days.Max(first => days.Count(d => d >= first && d.DayNumber - first.DayNumber < 7));

    private static IEnumerable<(string CustomerId, DateOnly On)> Sorted(IEnumerable<(string CustomerId, DateOnly On)> rows) =>
        rows.OrderBy(r => r.CustomerId, StringComparer.Ordinal).ThenBy(r => r.On);

    /// <param name="OrderedOn">A day of two orders is there twice.</param>
    private sealed record Buyer(string CustomerId, DateOnly[] OrderedOn)
    {
        /// <summary>How many orders came on the first, the second … day with any: of a day with one it is sure what that one led to.</summary>
        public int[] FirstDays => [.. OrderedOn.GroupBy(d => d).OrderBy(d => d.Key).Select(d => d.Count())];
    }

    private sealed record Letter(string CustomerId, string Journey, string Step, DateOnly On, string Rank)
    {
        public static Letter Of(string line)
        {
            string[] cells = line.Split(',');
            return new Letter(cells[0], cells[1], cells[2], DateOnly.ParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[4]);
        }
    }
}
