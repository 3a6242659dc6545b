using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>What the rank models ask for, in words, and how many customers each rank has.</summary>
internal static class RankEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/ranks", ListAsync)
        .WithTags("ranks")
        .Is(
            "listRanks",
            "The rank models with the sizes of their ranks, the shop's own first",
            "Customers are counted in memory at most once a minute: 'countedAt' says of when the numbers are. Amounts in conditions follow the shop's figures of today.")
        .Takes();

    private static async Task<Results<Ok<RanksBody>, ProblemHttpResult>> ListAsync(
        HttpRequest request, RankLibrary library, CountRanks count, ShopFiguresLedger figures, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        ShopFigures now = await figures.OfAsync(today, cancellationToken);
        Counted<IReadOnlyDictionary<string, IReadOnlyList<RankSize>>> sizes = await count.RunAsync(cancellationToken);
        IEnumerable<RankModel> models = (await library.AllAsync(cancellationToken)).Values
            .OrderBy(m => m.Id != shop.RankModelId)
            .ThenBy(m => m.Id, StringComparer.Ordinal);
        return TypedResults.Ok(new RanksBody(
            sizes.CountedAt,
            [.. models.Select(m => RankModelBody.Of(m, m.Id == shop.RankModelId, PlacementProof.OfNobody(m, now, today), sizes.Value.GetValueOrDefault(m.Id)))]));
    }
}

/// <summary>The rank models.</summary>
/// <param name="CountedAt">When the customers were counted, on the shop clock.</param>
/// <param name="Models">The shop's own first.</param>
internal sealed record RanksBody(DateTimeOffset CountedAt, IReadOnlyList<RankModelBody> Models);

/// <summary>A rank model.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="Name">As people read it.</param>
/// <param name="IsMain">The shop's own: of everything that names no other.</param>
/// <param name="IsInUse">The shop or a journey uses it; customers are placed by no other.</param>
/// <param name="Demotion">When a fall takes effect.</param>
/// <param name="GraceDays">After how many days; null but for 'grace'.</param>
/// <param name="Ranks">From the highest; the first whose conditions all hold is a customer's.</param>
internal sealed record RankModelBody(string Id, LocalText Name, bool IsMain, bool IsInUse, RankFall Demotion, int? GraceDays, IReadOnlyList<RankBody> Ranks)
{
    /// <param name="sizes">Null for a model by which nobody is placed.</param>
    public static RankModelBody Of(RankModel model, bool isMain, PlacementProof nobody, IReadOnlyList<RankSize>? sizes)
    {
        DemotionRule demotion = model.Definition.Demotion;
        return new RankModelBody(
            model.Id,
            model.Definition.Name,
            isMain,
            sizes is not null,
            demotion switch { DemotionRule.AtOnce => RankFall.AtOnce, DemotionRule.MonthEnd => RankFall.MonthEnd, _ => RankFall.Grace },
            (demotion as DemotionRule.Grace)?.Days,
            [.. nobody.Tried.Select((r, i) => RankBody.Of(r, nobody, sizes?[i]))]);
    }
}

/// <summary>When a placement below the held rank takes effect.</summary>
internal enum RankFall
{
    /// <summary>On the day itself.</summary>
    AtOnce,

    /// <summary>On the last day of the month.</summary>
    MonthEnd,

    /// <summary>After a number of days.</summary>
    Grace,
}

/// <summary>A rank.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Conditions">What it asks for, in words; all must hold. Empty for the last rank.</param>
/// <param name="LapsedAfterDays">After how many days without an order somebody of the rank is lapsed.</param>
/// <param name="Current">Customers who bought within these days, and those without orders; null when nobody is placed by the model, as all that follow.</param>
/// <param name="Lapsed">離脱: quiet for longer.</param>
/// <param name="RevenueShare">What they have bought of all that was ever bought, 0 to 1; null without revenue, too.</param>
internal sealed record RankBody(string Id, LocalText Name, IReadOnlyList<LocalText> Conditions, int LapsedAfterDays, int? Current, int? Lapsed, double? RevenueShare)
{
    private static readonly PlacementWords Ja = new(Language.Ja);
    private static readonly PlacementWords En = new(Language.En);

    public static RankBody Of(RankProof rank, PlacementProof nobody, RankSize? size) => new(
        rank.Rank.Id,
        rank.Rank.Name,
        [.. rank.Conditions.Select(c => new LocalText(Ja.Condition(c, nobody), En.Condition(c, nobody)))],
        rank.Rank.LapsedAfterDays ?? nobody.Model.Definition.LapsedAfterDays,
        size?.Current,
        size?.Lapsed,
        (double?)size?.RevenueShare);
}
