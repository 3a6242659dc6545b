using FollowUpFlows.App.Composition;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Links and pictures of messages. Whatever goes wrong here, the customer arrives somewhere.</summary>
public sealed class TrackingFunctions(FollowLink follow, CountVisit count, ShopSettings shop, ILogger<TrackingFunctions> logger)
{
    /// <summary>A transparent picture of one point.</summary>
    private static readonly byte[] Point = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    [Function(nameof(FollowClick))]
    public async Task<IResult> FollowClick(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "c/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        FollowedLink? link = await VisitAsync(request, follow.ClickAsync(token, cancellationToken), cancellationToken);
        request.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";  // the shop's pages need not know the token
        request.HttpContext.Response.Headers.CacheControl = "no-store, private";
        return TypedResults.Redirect((link?.Destination ?? shop.Sender.ShopUrl).AbsoluteUri);
    }

    [Function(nameof(ShowPoint))]
    public async Task<IResult> ShowPoint(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "o/{name}")] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        await VisitAsync(request, follow.OpenAsync(name, cancellationToken), cancellationToken);
        request.HttpContext.Response.Headers.CacheControl = "no-store, private";
        return TypedResults.Bytes(Point, "image/gif");
    }

    [Function(nameof(CountVisit))]
    public async Task CountVisit([QueueTrigger(RecordVisit.Queue)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        bool counts = await count.RunAsync(message, new DurableOrchestrations(client), cancellationToken);
        logger.VisitLookedAt(counts);
    }

    /// <summary>Asking for the head alone is a scanner's way, and not noted.</summary>
    private async Task<FollowedLink?> VisitAsync(HttpRequest request, Task<FollowedLink?> finding, CancellationToken cancellationToken)
    {
        FollowedLink? link = null;
        try
        {
            link = await finding;
            if (link is not null && HttpMethods.IsGet(request.Method))
            {
                await follow.NoteAsync(link, request.Headers.UserAgent, cancellationToken);
            }
        }
        catch (StorageException e)
        {
            logger.VisitLost(e);
        }

        return link;
    }
}
