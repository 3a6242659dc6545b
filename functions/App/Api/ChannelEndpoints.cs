using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Channels.Line;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Api;

/// <summary>What a channel's contract still allows.</summary>
internal static class ChannelEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/channels/line/quota", LineQuotaOf)
        .WithTags("channels")
        .Is("readLineQuota", "What is left of the month's LINE messages", "Asks nobody: LINE says it every ten minutes.")
        .Takes();

    private static Results<Ok<LineQuotaBody>, ProblemHttpResult> LineQuotaOf(HttpRequest request)
    {
        if (new ApiQuery(request).IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        LineQuotaWatch? watch = request.HttpContext.RequestServices.GetService<LineQuotaWatch>();
        return TypedResults.Ok(watch is null ? LineQuotaBody.NotConnected : LineQuotaBody.Of(watch));
    }
}

/// <summary>The month's LINE messages.</summary>
/// <param name="IsConnected">False while LINE messages stay in the outbox.</param>
/// <param name="Level">How far they are used up.</param>
/// <param name="Limit">Null when there is none, or LINE has not said it.</param>
/// <param name="Used">About, with what people send by hand; null when LINE has not said it.</param>
/// <param name="Share">Of the limit, from 0; above 1 when more was sent than bought; null when there is none.</param>
/// <param name="Reserve">So many are kept for transactional messages.</param>
/// <param name="IsReserveReached">Whether marketing goes by other channels now.</param>
/// <param name="ReadAt">When LINE said it.</param>
internal sealed record LineQuotaBody(
    bool IsConnected,
    LineQuotaLevel Level,
    long? Limit,
    long? Used,
    double? Share,
    long Reserve,
    bool IsReserveReached,
    DateTimeOffset? ReadAt)
{
    public static LineQuotaBody NotConnected { get; } = new(false, LineQuotaLevel.Unknown, null, null, null, 0, false, null);

    public static LineQuotaBody Of(LineQuotaWatch watch)
    {
        LineQuotaState? known = watch.Latest;
        bool isReached = watch.IsReached(Domain.Ledger.Channel.Line);
        return new LineQuotaBody(
            true, watch.Level, known?.Limit, known?.Used, (double?)known?.Share, watch.Settings.Reserve, isReached, known?.ReadAt);
    }
}
