using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>A day of the shop at a glance, as it stands: certificates speak of days that are over.</summary>
internal static class DayEndpoints
{
    private static readonly ApiParameter Date = ApiParameter.Day("date", "The day of the shop.").InPath();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/days/{date}", ShowAsync)
        .WithTags("sends")
        .Is(
            "getDay",
            "How far the messages of a day have come",
            "Reads one row for each message of the day, at most once in half a minute: 'countedAt' says of when the numbers are.")
        .Takes(Date)
        .MayMiss();

    private static async Task<Results<Ok<DayBody>, ProblemHttpResult>> ShowAsync(HttpRequest request, CountSends count, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        DateOnly? date = query.Day(Date);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem : TypedResults.Ok(DayBody.Of(await count.RunAsync(date!.Value, cancellationToken)));
    }
}

/// <summary>The messages of a day.</summary>
/// <param name="Date">The day of the shop.</param>
/// <param name="CountedAt">When the numbers were taken, on the shop clock.</param>
/// <param name="Due">Messages that were, or are, due on the day.</param>
/// <param name="Settled">Of these, sent, withheld, failed or expired: nothing will happen to them any more.</param>
/// <param name="Held">Of these, waiting for a person.</param>
/// <param name="Carried">Due on another day and deferred to this one; in no other number.</param>
/// <param name="Counts">Those that were due, by channel, state and reason.</param>
internal sealed record DayBody(DateOnly Date, DateTimeOffset CountedAt, int Due, int Settled, int Held, int Carried, IReadOnlyList<DayCount> Counts)
{
    public static DayBody Of(Counted<DaySends> day) => new(
        day.Value.Day, day.CountedAt, day.Value.Due, day.Value.Settled, day.Value.Held, day.Value.Carried,
        [.. day.Value.Counts.Select(c => new DayCount(c.Channel, c.State, c.Reason, c.Count))]);
}

/// <summary>How many messages of one kind a day has.</summary>
/// <param name="Channel">The channel that they are planned for, or went over.</param>
/// <param name="State">How far they have come.</param>
/// <param name="Reason">Why they did not go, or wait; null for those that went.</param>
/// <param name="Count">At least 1.</param>
internal sealed record DayCount(Channel Channel, SendState State, string? Reason, int Count);
