using System.Net;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>Asks LINE which account this is, and what is left of its month.</summary>
/// <param name="patience">For all of it; null for the usual.</param>
public sealed class LineChannelTest(LineClient line, TimeSpan? patience = null) : IChannelTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public Channel Channel => Channel.Line;

    /// <inheritdoc/>
    public async Task<ChannelTestResult> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            LineAnswer bot = await line.AskAsync(HttpMethod.Get, "v2/bot/info", null, LineClient.Json, limit.Token);
            if (bot.Status != HttpStatusCode.OK)
            {
                return Failed(OutcomeOf(bot.Status));
            }

            string account = LineClient.Read(bot, r => $"{r.GetProperty("displayName").GetString()} ({r.GetProperty("basicId").GetString()})");
            LineQuota quota = await line.QuotaAsync(limit.Token);
            ChannelTestOutcome outcome = quota.Limit is { } most && quota.Used >= most ? ChannelTestOutcome.UsedUp : ChannelTestOutcome.Works;
            return new ChannelTestResult(ChannelProvider.Line, outcome, account, quota.Limit, quota.Used);
        }
        catch (ChannelException e)
        {
            return Failed(OutcomeOf(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(ChannelTestOutcome.TimedOut);
        }
    }

    private static ChannelTestOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ChannelTestOutcome.Refused,
        HttpStatusCode.Forbidden => ChannelTestOutcome.NotAllowed,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => ChannelTestOutcome.Busy,
        _ => ChannelTestOutcome.Odd,
    };

    /// <summary>What has no status: LINE gave no token, was not reached, or answered what nobody can read.</summary>
    private static ChannelTestOutcome OutcomeOf(ChannelException fault) => Causes(fault) switch
    {
        var causes when causes.Any(c => c is OperationCanceledException) => ChannelTestOutcome.TimedOut,
        var causes when causes.Any(c => c is HttpRequestException or IOException) => ChannelTestOutcome.Unreachable,
        var causes when causes.Any(c => c is JsonException or FormatException or KeyNotFoundException or InvalidOperationException) => ChannelTestOutcome.Odd,
        _ when fault.Detail.StartsWith("no access token", StringComparison.Ordinal) =>
            fault.Detail.Contains("status 5", StringComparison.Ordinal) || fault.Detail.Contains("status 429", StringComparison.Ordinal) ? ChannelTestOutcome.Busy : ChannelTestOutcome.Refused,
        _ => ChannelTestOutcome.Busy,
    };

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (Exception? cause = fault.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static ChannelTestResult Failed(ChannelTestOutcome outcome) => new(ChannelProvider.Line, outcome);
}
