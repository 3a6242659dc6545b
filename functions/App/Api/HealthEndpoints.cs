using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Api;

/// <summary>Whether the application can do its work.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/healthz", CheckAsync)
        .WithTags("health")
        .Is("checkHealth", "Whether the shop's work can be done", "Open to everybody; reads the store.")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<Health>, ProblemHttpResult>> CheckAsync(
        HttpContext context, JourneyLibrary journeys, JourneyPauses pauses, SteerRollout rollouts, ShopHealth shops, Clocks clocks, CancellationToken cancellationToken)
    {
        try
        {
            int active = (await journeys.ActiveAsync(cancellationToken)).Count;
            int quarantined = (await journeys.FaultsAsync(cancellationToken)).Select(f => f.File).Distinct().Count();
            IReadOnlyList<FailingShop> failing = await shops.FailingAsync(cancellationToken);
            IReadOnlyList<JourneyPause> paused = await pauses.AllAsync(cancellationToken);
            return TypedResults.Ok(new Health("ok", clocks.Shop.GetUtcNow(), active, quarantined)
            {
                PausedJourneys = paused.Count,
                PausedJourneyIds = [.. paused.Select(p => p.JourneyId)],
                StoppedRollouts = [.. (await rollouts.OpenAsync(cancellationToken)).Where(r => r.Rollout.State == RolloutState.Stopped).Select(r => r.JourneyId)],
                Alerts = AlertsOf(context.RequestServices.GetService<LineQuotaWatch>()),
                FailingSources = [.. failing.Select(f => new FailingSource(f.SourceId, f.Count, f.SinceAt))],
            });
        }
        catch (StorageException e)
        {
            return Problems.Store(e);
        }
    }

    private static HealthAlert[] AlertsOf(LineQuotaWatch? quota) => quota?.Level switch
    {
        LineQuotaLevel.High => [HealthAlert.LineQuotaHigh],
        LineQuotaLevel.Critical => [HealthAlert.LineQuotaCritical],
        _ => [],
    };
}

/// <summary>The state of the application.</summary>
/// <param name="Status">Always 'ok': all else is a problem.</param>
/// <param name="ShopTime">What the shop clock shows: the time when it is not run fast to try things out.</param>
/// <param name="ActiveJourneys">Journeys that enroll customers.</param>
/// <param name="QuarantinedJourneys">Published, but no longer readable; the others run.</param>
internal sealed record Health(string Status, DateTimeOffset ShopTime, int ActiveJourneys, int QuarantinedJourneys)
{
    /// <summary>Journeys that wait for a person, because their e-mails do harm; /api/pauses says which and why.</summary>
    public required int PausedJourneys { get; init; }

    /// <summary>Which those are.</summary>
    public required IReadOnlyList<string> PausedJourneyIds { get; init; }

    /// <summary>Journeys whose newest version nobody gets any more who enters; /api/rollouts says why.</summary>
    public required IReadOnlyList<string> StoppedRollouts { get; init; }

    /// <summary>What a person should look at.</summary>
    public required IReadOnlyList<HealthAlert> Alerts { get; init; }

    /// <summary>Sources whose shop's API does not answer as it should; the others go on.</summary>
    public required IReadOnlyList<FailingSource> FailingSources { get; init; }
}

/// <summary>A source whose shop's API fails; the log says why.</summary>
/// <param name="SourceId">The configured source.</param>
/// <param name="Failures">Since it last answered.</param>
/// <param name="Since">When the first of them was, in real time.</param>
internal sealed record FailingSource(string SourceId, int Failures, DateTimeOffset Since);

/// <summary>What a person should look at.</summary>
internal enum HealthAlert
{
    /// <summary>Much of the month's LINE messages is used.</summary>
    LineQuotaHigh,

    /// <summary>Almost nothing of the month's LINE messages is left.</summary>
    LineQuotaCritical,
}
