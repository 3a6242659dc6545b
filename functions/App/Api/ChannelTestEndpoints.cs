using System.Diagnostics;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Whether a channel's provider would take messages now.</summary>
internal static class ChannelTestEndpoints
{
    private static readonly ApiParameter ChannelName = ApiParameter.Word<Channel>("channel", "'email' or 'line'.").InPath();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/channels/{channel}/test", RunAsync)
        .WithTags("channels")
        .Is("testChannel", "Asks a channel's provider whether it would take messages", "Sends nothing to anybody, and answers within some 20 seconds. What is wrong stands in 'outcome', with what to do about it; no secret is shown.")
        .Takes(ChannelName)
        .MayMiss();

    private static async Task<Results<Ok<ChannelTestBody>, ProblemHttpResult>> RunAsync(HttpRequest request, IEnumerable<IChannelTest> tests, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        Channel? channel = query.Word<Channel>(ChannelName);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        if (tests.FirstOrDefault(t => t.Channel == channel) is not { } test)
        {
            return Problems.NotFound("This channel has no connection to test.");
        }

        long began = Stopwatch.GetTimestamp();
        ChannelTestResult result = await test.RunAsync(cancellationToken);
        (LocalText text, LocalText? fix) = ChannelTestWords.Of(result);
        return TypedResults.Ok(new ChannelTestBody(
            test.Channel, result.Provider, result.Outcome, text, fix, result.Account, result.Limit, result.Used, (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds));
    }
}

/// <summary>What a connection test has found.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Provider">Who carries its messages.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Text">The same in words.</param>
/// <param name="Fix">What to do; null where nothing is to be done.</param>
/// <param name="Account">By which the provider knows the shop; null where it says none.</param>
/// <param name="Limit">The month's LINE messages; null without a limit, and where that is not known.</param>
/// <param name="Used">Of them, about; null where that is not known.</param>
/// <param name="TookMilliseconds">How long it took.</param>
internal sealed record ChannelTestBody(
    Channel Channel, ChannelProvider Provider, ChannelTestOutcome Outcome, LocalText Text, LocalText? Fix, string? Account, long? Limit, long? Used, int TookMilliseconds);
