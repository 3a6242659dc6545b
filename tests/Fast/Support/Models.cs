using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Models of two ranks, to look at one condition at a time.</summary>
internal static class Models
{
    /// <summary><c>top</c> for those who meet all conditions, <c>rest</c> for the others.</summary>
    public static RankModel Of(params string[] conditions) => new(Definition(conditions));

    public static RankModelDefinition Definition(params string[] conditions) => new()
    {
        Id = "two",
        Name = new LocalText("二段階", "Two"),
        Ranks =
        [
            new Rank("top", new LocalText("上", "Top"), [.. conditions.Select(c => ConditionText.Parse(c).Condition ?? throw new ArgumentException(c))]),
            new Rank("rest", new LocalText("下", "Rest"), []),
        ],
    };

    public static bool Holds(string condition, CustomerFacts facts, ShopFigures? figures = null) =>
        Of(condition).Place(facts, figures ?? Shop.Figures).Rank.Id == "top";
}
