using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Those who would have entered a journey earlier.</summary>
internal static class BackFillEndpoints
{
    private static readonly ApiParameter Id = ApiParameter.Text("id", "The journey's id.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/journeys/{id}/backfill", AskAsync)
            .WithTags("journeys")
            .Is("backfillJourney", "Enrolls those who would have entered earlier, or counts them", "It runs in the background; ask for it with 'getBackfill'. Their steps count from the day on which they are enrolled. Repeating it enrolls nobody twice. Unless it is a preview it needs who and why, which are kept.")
            .Accepts<BackFillBody>("application/json")
            .Takes(Id)
            .TakesBody()
            .MayMiss();
        routes.MapGet("/api/journeys/{id}/backfill", ShowAsync)
            .WithTags("journeys")
            .Is("getBackfill", "The latest back-fill of a journey, or preview of one, and how far it has come")
            .Takes(Id)
            .MayMiss();
        routes.MapPost("/api/journeys/{id}/backfill/stop", StopAsync)
            .WithTags("journeys")
            .Is("stopBackfill", "Stops a back-fill", "Whoever has entered stays in the journey.")
            .Takes(Id)
            .MayMiss();
    }

    private static async Task<Results<Accepted<BackFillItem>, ProblemHttpResult>> AskAsync(
        HttpRequest request, BackFillJourney fill, BackFillJobs jobs, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (BackFillBody? body, problem) = await JsonBody.ReadAsync<BackFillBody>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        string id = query.Text(Id)!;
        if (body.Fault is { } fault)
        {
            return Problems.BadRequest(fault);
        }

        if (await fill.FaultAsync(id, body.Preview == true, cancellationToken) is { } reason)
        {
            return Problems.NotFound(reason + ".");
        }

        bool isPreview = body.Preview == true;
        BackFillOrder order = await fill.OrderAsync(id, isPreview, body.PerDay, cancellationToken);
        return await jobs.AskAsync(order, isPreview ? null : body.Act, cancellationToken) is { } job
            ? TypedResults.Accepted((string?)null, BackFillItem.Of(job))
            : Problems.BadRequest("A back-fill of this journey is under way; wait for it, or stop it.");
    }

    private static async Task<Results<Ok<BackFillItem>, ProblemHttpResult>> ShowAsync(HttpRequest request, BackFillJobs jobs, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await jobs.FindAsync(query.Text(Id)!, cancellationToken) is { } job ? TypedResults.Ok(BackFillItem.Of(job))
            : Problems.NotFound("No back-fill of this journey was asked for.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(HttpRequest request, BackFillJobs jobs, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : await jobs.StopAsync(query.Text(Id)!, cancellationToken) ? TypedResults.NoContent()
            : Problems.NotFound("No back-fill of this journey is under way.");
    }
}

/// <summary>What is wanted of a back-fill.</summary>
/// <param name="Preview">True only counts; else customers enter.</param>
/// <param name="PerDay">How many begin on one day at most, over fourteen days at most; left out for all at once.</param>
/// <param name="By">Who, as the shop calls them; needed unless it is a preview.</param>
/// <param name="Why">Their reason, without addresses; needed unless it is a preview.</param>
internal sealed record BackFillBody(bool? Preview, int? PerDay, string? By, string? Why)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public OperatorAct? Act => new ActBody(By, Why).Act;

    [System.Text.Json.Serialization.JsonIgnore]
    public string? Fault =>
        PerDay < 1 ? "'perDay' must be 1 or more."
        : Preview != true && Act is null ? ActBody.Expected
        : null;
}

/// <summary>A back-fill, or a preview of one.</summary>
/// <param name="JourneyId">The journey.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Preview">Whether it only counts.</param>
/// <param name="AskedAt">When it was asked for, on the shop clock.</param>
/// <param name="Looked">Customers that were looked at so far.</param>
/// <param name="Entered">Those of them who enter, or would.</param>
/// <param name="Over">Those who would, were it not for the limit of a broadcast.</param>
/// <param name="Unreadable">Those of whom what is kept cannot be read: they are left out.</param>
/// <param name="ByRank">Those who enter by held rank.</param>
/// <param name="ByDay">Messages by the day on which they are due, as far as that can be foreseen: before quiet hours and caps.</param>
/// <param name="Sends">The same by channel; null unless a broadcast is previewed.</param>
internal sealed record BackFillItem(
    string JourneyId,
    BackFillState State,
    bool Preview,
    DateTimeOffset AskedAt,
    int Looked,
    int Entered,
    int Over,
    int Unreadable,
    IReadOnlyList<BackFillRank> ByRank,
    IReadOnlyList<BackFillDay> ByDay,
    BackFillSends? Sends)
{
    public static BackFillItem Of(BackFillJob job) => new(
        job.Order.JourneyId,
        job.State,
        job.Order.IsPreview,
        job.Order.AskedAt,
        job.Count.Looked,
        job.Count.Entered,
        job.Count.Over,
        job.Count.Unreadable,
        [.. job.Count.ByRank.Select(r => new BackFillRank(r.Key, r.Value))],
        [.. job.Count.ByDay.Select(d => new BackFillDay(d.Key, d.Value))],
        job.Count.Sends is { } sends ? new BackFillSends(sends.Line, sends.Email, sends.Withheld) : null);
}

/// <summary>Messages by what would become of them.</summary>
/// <param name="Line">That would go by LINE.</param>
/// <param name="Email">That would go by e-mail.</param>
/// <param name="Withheld">That would not go: no consent, no address, held out, or no LINE message left.</param>
internal sealed record BackFillSends(int Line, int Email, int Withheld);

/// <summary>Customers of a rank.</summary>
/// <param name="Rank">The rank's id; <c>-</c> for those who were never ranked.</param>
/// <param name="Customers">How many.</param>
internal sealed record BackFillRank(string Rank, int Customers);

/// <summary>Messages of a day.</summary>
/// <param name="Day">Shop-local.</param>
/// <param name="Messages">How many.</param>
internal sealed record BackFillDay(DateOnly Day, int Messages);
