using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Marketing that reached a customer on a day of the shop, whatever it was and however many messages it took.</summary>
/// <param name="At">When the first of the day's messages went out, UTC.</param>
public sealed record Approach(ReportCustomer Customer, DateTimeOffset At);

/// <summary>How often customers of each class buy when they are approached, beside the yardsticks of the trade.</summary>
public static class PurchaseAfterApproach
{
    /// <summary>For how long an order counts as an answer, unless somebody says otherwise.</summary>
    public const int DefaultWindowDays = 14;

    /// <summary>The longest such time.</summary>
    public const int WindowDaysMax = 90;

    /// <summary>1, 5, 10 and 20 % of those approached, by the classes of the five-class model; of the surge class (流行客) nobody says.</summary>
    private static readonly Dictionary<string, decimal> Yardsticks = new(StringComparer.Ordinal)
    {
        ["premier"] = 0.20m,
        ["steady"] = 0.10m,
        ["toddling"] = 0.05m,
        ["first-time"] = 0.01m,
    };

    /// <summary>By the rank that the customer had at the moment, from the orders until then and the shop's figures of the day before.
    /// An order answers that comes after the moment and not later than the window; approaches whose window has not passed wait.</summary>
    /// <param name="now">UTC.</param>
    public static ReportTable Of(RankModel model, ReportFacts facts, IEnumerable<Approach> approaches, TimeSpan window, ShopCalendar calendar, DateTimeOffset now)
    {
        (long Hits, long Trials, long Waiting, HashSet<string> Customers)[] sums = [.. model.Ranks.Select(_ => (0L, 0L, 0L, new HashSet<string>(StringComparer.Ordinal)))];
        foreach (Approach approach in approaches)
        {
            DateOnly day = calendar.DateOf(approach.At);
            Placement placement = model.Place(approach.Customer.FactsAt(approach.At, day, facts.Currency), facts.FiguresOn(day.AddDays(-1)));
            ref (long Hits, long Trials, long Waiting, HashSet<string> Customers) sum = ref sums[model.PositionOf(placement.Rank.Id)!.Value];
            if (approach.At + window > now)
            {
                sum.Waiting++;
                continue;
            }

            sum.Trials++;
            sum.Hits += approach.Customer.Orders.Any(o => o.At > approach.At && o.At <= approach.At + window) ? 1 : 0;
            sum.Customers.Add(approach.Customer.CustomerId);
        }

        return new ReportTable(
            "purchase-after-approach",
            [
                new("rank", ReportUnit.Text), new("customers", ReportUnit.Count), new("approaches", ReportUnit.Count), new("answered", ReportUnit.Count),
                new("purchase-rate", ReportUnit.Share), new("low", ReportUnit.Share), new("high", ReportUnit.Share), new("yardstick", ReportUnit.Share), new("waiting", ReportUnit.Count),
            ],
            [.. model.Ranks.Zip(sums, (rank, sum) => Row(model, rank, sum))])
        {
            Chart = new ReportChart(ChartKind.Bars, "rank", ["purchase-rate", "yardstick"]),
        };
    }

    private static IReadOnlyList<ReportCell> Row(RankModel model, Rank rank, (long Hits, long Trials, long Waiting, HashSet<string> Customers) sum)
    {
        Interval interval = new Proportion(sum.Hits, sum.Trials).Wilson();
        decimal? yardstick = model.Id == "five-class" && Yardsticks.TryGetValue(rank.Id, out decimal known) ? known : null;
        return
        [
            ReportCell.Of(rank.Name, rank.Id), ReportCell.Count(sum.Customers.Count), ReportCell.Count(sum.Trials), ReportCell.Count(sum.Hits), ReportCell.Share(sum.Hits, sum.Trials),
            sum.Trials == 0 ? ReportCell.Unknown : ReportCell.Share((decimal)interval.Low),
            sum.Trials == 0 ? ReportCell.Unknown : ReportCell.Share((decimal)interval.High),
            yardstick is { } share ? ReportCell.Share(share) : ReportCell.Unknown,
            ReportCell.Count(sum.Waiting),
        ];
    }
}
