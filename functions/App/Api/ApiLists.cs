using FollowUpFlows.App.Api.Http;

namespace FollowUpFlows.App.Api;

/// <summary>What several lists have in common.</summary>
internal static class ApiLists
{
    private const int YearDays = 366;

    public static ApiParameter Customer { get; } = ApiParameter.Text("customer", "Only of the customer of this id, ours.");

    /// <summary>Null when it was not given or is refused.</summary>
    public static string? CustomerOf(ApiQuery query)
    {
        string? customer = query.Text(Customer);
        if (customer is not null && !CustomerEndpoints.IsId(customer))
        {
            query.Refuse("'customer' must be an id of ours; POST /api/customers/search finds it.");
        }

        return customer;
    }

    public static DateOnly YearBefore(DateOnly day) => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - YearDays));
}
