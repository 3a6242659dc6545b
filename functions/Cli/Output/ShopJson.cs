using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Cli.Output;

/// <summary>The shop's figures as JSON; averages are rounded to four decimals for reading.</summary>
internal sealed record ShopJson(decimal Revenue, long Orders, long Customers, decimal? AverageOrderValue, decimal? AverageRevenuePerCustomer)
{
    private const int AverageDecimals = 4;

    public static ShopJson Of(ShopFigures figures) => new(
        new Money(figures.RevenueMinor, figures.Currency).Major,
        figures.OrderCount,
        figures.CustomerCount,
        figures.Value(ShopFigure.AverageOrderValue)?.Round(AverageDecimals),
        figures.Value(ShopFigure.AverageRevenuePerCustomer)?.Round(AverageDecimals));
}
