using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Who repeats but does not grow: buys more often than before, brings no more for it, and has told nobody.</summary>
public static class StalledRepeaters
{
    /// <summary>Each of the two times that are compared.</summary>
    public const int DaysEach = 180;

    private static readonly string[] Advocacy = ["referral", "ugc", "opinion"];

    /// <summary>The last <see cref="DaysEach"/> days, the day included, beside as many before them. Somebody is listed who had an order in
    /// both, more of them in the later, no more revenue in it, and until the day no advocacy event: one that weighs in the model's
    /// relationship score; where the model has none, a referral, a post or an opinion. The largest revenue first.</summary>
    public static ReportTable Of(RankModel model, ReportFacts facts, DateOnly asOf)
    {
        ReportSpan later = new(asOf.AddDays(1 - DaysEach), asOf);
        ReportSpan earlier = new(asOf.AddDays(1 - (2 * DaysEach)), asOf.AddDays(-DaysEach));
        int[] places = facts.PlaceOn(model, asOf);
        IEnumerable<(ReportCustomer Customer, int Place)> stalled = facts.Customers.Zip(places)
            .Where(c => c.Second >= 0 && IsStalled(model, c.First, earlier, later))
            .OrderByDescending(c => c.First.RevenueMinor(asOf))
            .ThenBy(c => c.First.CustomerId, StringComparer.Ordinal);
        return new ReportTable(
            "stalled-repeaters",
            [
                new("customer", ReportUnit.Text), new("rank", ReportUnit.Text), new("orders-before", ReportUnit.Count), new("orders-now", ReportUnit.Count),
                new("revenue-before", ReportUnit.Amount), new("revenue-now", ReportUnit.Amount), new("revenue", ReportUnit.Amount),
            ],
            [.. stalled.Select(IReadOnlyList<ReportCell> (c) =>
            [
                ReportCell.Of(c.Customer.CustomerId), RankMigration.NameOf(model, c.Place),
                ReportCell.Count(c.Customer.Count(earlier.From, earlier.To)), ReportCell.Count(c.Customer.Count(later.From, later.To)),
                ReportCell.Amount(c.Customer.Sum(earlier.From, earlier.To), facts.Currency), ReportCell.Amount(c.Customer.Sum(later.From, later.To), facts.Currency),
                ReportCell.Amount(c.Customer.RevenueMinor(asOf), facts.Currency),
            ])]);
    }

    private static bool IsStalled(RankModel model, ReportCustomer customer, ReportSpan earlier, ReportSpan later)
    {
        int before = customer.Count(earlier.From, earlier.To);
        return before > 0
            && customer.Count(later.From, later.To) > before
            && customer.Sum(later.From, later.To) <= customer.Sum(earlier.From, earlier.To)
            && !customer.Events.Any(e => e.On <= later.To && IsAdvocacy(model, e.Type));
    }

    private static bool IsAdvocacy(RankModel model, string type) => model.Definition.Relationship.Weights is { Count: > 0 } weights
        ? weights.GetValueOrDefault(type) != 0
        : Advocacy.Contains(type);
}
