using FollowUpFlows.App.Api;
using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Telemetry;
using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Webhooks: taken in at once, processed from the queue, and kept in sight until they are settled.</summary>
public sealed class IntakeFunctions(AcceptWebhook accept, ProcessWebhook process, ReviewInbox review, SweepInbox sweep, RealPace pace, ILogger<IntakeFunctions> logger)
{
    private const string PoisonQueue = AcceptWebhook.Queue + "-poison";

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>What is longer is no order, and must not fill memory and store.</summary>
    public const int BodyBytesMax = 1024 * 1024;

    [Function(nameof(ReceiveWebhook))]
    public async Task<IResult> ReceiveWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{sourceId}")] HttpRequest request,
        string sourceId,
        CancellationToken cancellationToken)
    {
        byte[]? body = await request.Body.ReadUpToAsync(BodyBytesMax, cancellationToken);
        if (body is null)
        {
            return Problems.TooLarge(BodyBytesMax);
        }

        Dictionary<string, string> headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Acceptance acceptance = await accept.RunAsync(sourceId, new WebhookRequest(headers, body), cancellationToken);
        AppMeter.Count(sourceId, acceptance);
        switch (acceptance)
        {
            case Acceptance.Accepted accepted:
                logger.WebhookAccepted(accepted.Id, accepted.IsNew);
                return accepted.NeedsOk ? TypedResults.Ok() : TypedResults.Accepted((string?)null);
            case Acceptance.Greeted or Acceptance.Hinted:
                return TypedResults.Ok();
            case Acceptance.Refused refused:
                logger.WebhookRefused(sourceId, refused.Reason);
                return Problems.Unauthorized("The signature does not prove that the shop sent this.");
            default:
                return Problems.NotFound("No source of this name is configured.");
        }
    }

    [Function(nameof(ProcessWebhook))]
    public async Task ProcessWebhook(
        [QueueTrigger(AcceptWebhook.Queue)] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (InboxId.Parse(message) is { } id)
        {
            InboxState? state = await process.RunAsync(id, new DurableOrchestrations(client), cancellationToken);
            logger.WebhookProcessed(id, state);
        }
    }

    [Function(nameof(GiveUpWebhook))]
    public async Task GiveUpWebhook([QueueTrigger(PoisonQueue)] string message, CancellationToken cancellationToken)
    {
        if (InboxId.Parse(message) is { } id)
        {
            await review.GiveUpAsync(id, cancellationToken);
            logger.WebhookGivenUp(id);
        }
    }

    [Function(nameof(SweepWebhooks))]
    public async Task SweepWebhooks([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        int count = pace.IsDue(nameof(SweepWebhooks), SweepEvery) ? await sweep.RunAsync(cancellationToken) : 0;
        if (count > 0)
        {
            logger.StuckWebhooks(count, timer.IsPastDue);
        }
    }
}
