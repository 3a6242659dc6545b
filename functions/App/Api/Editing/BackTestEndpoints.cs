using FollowUpFlows.App.Api.Http;
using FollowUpFlows.App.BackTests;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>What journeys would have done on the shop's own past orders.</summary>
internal static class BackTestEndpoints
{
    private const int DaysMax = 366;

    private static readonly ApiParameter Id = ApiParameter.Text("id", "The back-test.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/backtests", BeginAsync)
            .WithTags("editing")
            .Is(
                "beginBackTest",
                "Lets past days pass again over journeys, in memory",
                "Runs in the background, one at a time; ask for it with 'getBackTest'. All orders up to the last day make customers what they are; messages are counted in the days asked for. Nothing is sent. Quiet hours and caps are the shop's; consents and addresses are taken as they are now, with 'check' consents as they were then; broadcasts that need approval have it.")
            .Accepts<BackTestAsked>("application/json")
            .Takes()
            .TakesBody()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/api/backtests/{id}", ShowAsync)
            .WithTags("editing")
            .Is("getBackTest", "How far a back-test has come, or what came of it", "Results are kept for seven days.")
            .Takes(Id)
            .MayMiss();
        routes.MapDelete("/api/backtests/{id}", Stop)
            .WithTags("editing")
            .Is("stopBackTest", "Stops a back-test")
            .Takes(Id)
            .MayMiss();
    }

    private static async Task<Results<Accepted<BackTestBody>, ProblemHttpResult>> BeginAsync(
        HttpRequest request, BackTestJobs jobs, DraftStore drafts, JudgeDrafts judge, ShopSettings shop, Clocks clocks, CancellationToken cancellationToken)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (BackTestAsked? body, problem) = await JsonBody.ReadAsync<BackTestAsked>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        if (body.From is not { } from || body.Until is not { } until || from > until || until >= today || until.DayNumber - from.DayNumber >= DaysMax)
        {
            return Problems.BadRequest($"'from' and 'until' must be days that have passed, at most {DaysMax} of them.");
        }

        if (!jobs.IsAvailable)
        {
            return Problems.Conflict("A server on Azure Functions cannot try plans out: a trial keeps the whole shop in memory for minutes. On a machine of your own, in a folder whose settings name the same storage account (docs/deploy.md), 'followup backtest --drafts --from … --until …' does, while the shop runs.", ("reason", "not-available"));
        }

        TemplateSet? set = null;
        if (body.Plan != BackTestAskedPlan.Published)
        {
            JudgedDrafts judged = await judge.WholeAsync([.. (await drafts.AllAsync(cancellationToken)).Select(d => (d.Name, d.Text))], cancellationToken);
            if (judged.Findings.Any(f => f.Severity == LintSeverity.Fault))
            {
                return Problems.Conflict("The drafts have faults: 'findings' names them.", ("reason", "faulty"), ("findings", judged.Findings.Select(f => LintItem.Of(f, judged)).ToArray()));
            }

            set = judged.Set;
        }

        return await jobs.BeginAsync(set, body.Plan != BackTestAskedPlan.Drafts, body.Check == true, body.Versions ?? TrialVersionChoice.Live, from, until, cancellationToken) is { } job
            ? TypedResults.Accepted((string?)null, BackTestBody.Of(job, 0, 0))
            : Problems.Conflict("Another back-test runs; wait for it, or stop it.", ("reason", "busy"));
    }

    private static async Task<Results<Ok<BackTestBody>, ProblemHttpResult>> ShowAsync(HttpRequest request, BackTestJobs jobs, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        (BackTestJob? job, int passed, int days) = await jobs.FindAsync(query.Text(Id)!, cancellationToken);
        return job is null ? Problems.NotFound("There is no back-test of this id; results are kept for seven days.") : TypedResults.Ok(BackTestBody.Of(job, passed, days));
    }

    private static Results<NoContent, ProblemHttpResult> Stop(HttpRequest request, BackTestJobs jobs)
    {
        ApiQuery query = new(request);
        return query.IsRefused(out ProblemHttpResult? problem) ? problem
            : jobs.Stop(query.Text(Id)!) ? TypedResults.NoContent()
            : Problems.NotFound("No back-test of this id runs.");
    }
}

/// <summary>What is to be tried.</summary>
/// <param name="Plan">Which journeys; both when it is left out, so that they can be compared.</param>
/// <param name="From">The first day that is counted, of the shop.</param>
/// <param name="Until">The last day; it must have passed.</param>
/// <param name="Check">Whether what is live is compared with what the ledger says of the same days; not when it is left out.</param>
/// <param name="Versions">Who gets which version of a journey that is rolled out; as now in the shop when it is left out.</param>
internal sealed record BackTestAsked(BackTestAskedPlan? Plan, DateOnly? From, DateOnly? Until, bool? Check = null, TrialVersionChoice? Versions = null);

/// <summary>Which journeys are tried.</summary>
internal enum BackTestAskedPlan
{
    /// <summary>The drafts over what is live, and what is live by itself.</summary>
    Both,

    /// <summary>The drafts over what is live.</summary>
    Drafts,

    /// <summary>What is live.</summary>
    Published,
}

/// <summary>A back-test.</summary>
/// <param name="Id">By which it is asked for.</param>
/// <param name="State">How far it has come.</param>
/// <param name="From">The first day that is counted.</param>
/// <param name="Until">The last day.</param>
/// <param name="Passed">Days that have passed, while it runs.</param>
/// <param name="Days">Days that are to pass, while it runs; 0 before that is known.</param>
/// <param name="Fault">Why it failed; null when it did not.</param>
/// <param name="Results">What came of it, for each set of journeys; empty before it is done.</param>
internal sealed record BackTestBody(
    string Id, BackTestState State, DateOnly From, DateOnly Until, int Passed, int Days, string? Fault, IReadOnlyList<BackTestItem> Results)
{
    public static BackTestBody Of(BackTestJob job, int passed, int days) =>
        new(job.Id, job.State, job.From, job.Until, passed, days, job.Fault, [.. job.Results.Select(BackTestItem.Of)]);
}
