using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>For which customers there is a plan, and at which moments of their life: each rank with both halves.</summary>
public static class CoverageMap
{
    private static readonly string[] Moments = ["after-order", "lapse", "dates", "news", "other"];

    /// <summary>The number of journeys for each place and moment; 0 is a gap.</summary>
    /// <param name="journeys">Those that enroll. One without ranks, or with those of another model, is for everybody or for nobody here.</param>
    public static ReportTable Of(RankModel model, IReadOnlyList<JourneyDefinition> journeys) => new(
        "coverage",
        [new("rank", ReportUnit.Text), .. Moments.Select(m => new ReportColumn(m, ReportUnit.Count)), new("sum", ReportUnit.Count)],
        [.. Places(model).Select(IReadOnlyList<ReportCell> (place) =>
        [
            RankMigration.NameOf(model, place),
            .. Moments.Select(m => ReportCell.Count(Of(model, journeys, place, m).Count())),
            ReportCell.Count(journeys.Count(j => PlanCoverage.Takes(j, model, StandingOf(model, place)))),
        ])]);

    /// <summary>The places and moments without any plan, of those that can come.</summary>
    /// <param name="journeys">As above.</param>
    public static ReportTable Gaps(RankModel model, IReadOnlyList<JourneyDefinition> journeys) => new(
        "coverage-gaps",
        [new("rank", ReportUnit.Text), new("moment", ReportUnit.Word)],
        [.. Places(model).SelectMany(place => Moments
            .Where(m => CanCome(model, place, m) && !Of(model, journeys, place, m).Any())
            .Select(IReadOnlyList<ReportCell> (m) => [RankMigration.NameOf(model, place), ReportCell.Of(m)]))]);

    /// <summary>The journeys behind each number.</summary>
    /// <param name="journeys">As above.</param>
    public static ReportTable Journeys(RankModel model, IReadOnlyList<JourneyDefinition> journeys) => new(
        "coverage-journeys",
        [new("rank", ReportUnit.Text), new("moment", ReportUnit.Word), new("journey", ReportUnit.Text)],
        [.. Places(model).SelectMany(place => Moments.SelectMany(m => Of(model, journeys, place, m)
            .Select(IReadOnlyList<ReportCell> (j) => [RankMigration.NameOf(model, place), ReportCell.Of(m), ReportCell.Of(j.Name, j.Id)])))]);

    /// <summary>Each rank with both halves, but those of prospects who cannot lapse; as <see cref="ReportFacts.PlaceOn"/> counts them.</summary>
    internal static IEnumerable<int> Places(RankModel model)
    {
        int? prospects = ProspectsOf(model);
        return Enumerable.Range(0, model.Ranks.Count * 2).Where(p => p % 2 == 0 || p / 2 != prospects);
    }

    /// <summary>Who orders is current from then on, and who has never ordered cannot lapse.</summary>
    private static bool CanCome(RankModel model, int place, string moment) => moment switch
    {
        "after-order" => place % 2 == 0 && place / 2 != ProspectsOf(model),
        "lapse" => place / 2 != ProspectsOf(model),
        "other" => false,
        _ => true,
    };

    /// <summary>The rank of those without orders, unless buyers can have it, too.</summary>
    internal static int? ProspectsOf(RankModel model)
    {
        PurchaseSummary nobody = new() { AsOf = default, Currency = Currency.Yen };
        PurchaseSummary buyer = nobody with { OrderCount = 1, FirstOn = default(DateOnly), LastOn = default(DateOnly) };
        ShopFigures figures = new(Currency.Yen, 0, 1, 1);
        string rankId = model.Place(new CustomerFacts(nobody), figures).Rank.Id;
        return model.Place(new CustomerFacts(buyer), figures).Rank.Id == rankId ? null : model.PositionOf(rankId);
    }

    internal static Standing StandingOf(RankModel model, int place) => new(model.Ranks[place / 2].Id, place % 2 == 1);

    private static IEnumerable<JourneyDefinition> Of(RankModel model, IReadOnlyList<JourneyDefinition> journeys, int place, string moment) =>
        journeys.Where(j => MomentOf(j.Trigger) == moment && PlanCoverage.Takes(j, model, StandingOf(model, place)));

    private static string MomentOf(Trigger trigger) => trigger switch
    {
        Trigger.OrderPlaced => "after-order",
        Trigger.Lapsed or Trigger.BeforeLapse => "lapse",
        Trigger.Birthday or Trigger.Anniversary => "dates",
        Trigger.Broadcast => "news",
        _ => "other",
    };
}
