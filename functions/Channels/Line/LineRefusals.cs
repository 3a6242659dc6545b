using System.Net;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>What LINE's refusals mean for a message. What concerns the whole account is waited out, so that no message is lost while
/// somebody mends it.</summary>
internal static class LineRefusals
{
    /// <summary>Waiting does not help before somebody buys more, or the month ends.</summary>
    private static readonly TimeSpan ForQuota = TimeSpan.FromHours(6);

    private static readonly TimeSpan ForAccount = TimeSpan.FromHours(1);
    private static readonly TimeSpan ForRate = TimeSpan.FromMinutes(1);

    public static ChannelException Of(LineAnswer answer)
    {
        string words = LineWords.Of(answer.Body);
        string said = $"status {(int)answer.Status}{(words.Length > 0 ? ", " + words : "")}";
        return answer.Status switch
        {
            HttpStatusCode.TooManyRequests when IsMonthly(answer) =>
                NotTaken("the month's LINE messages are used up; buy more, or wait for the next month", ForQuota),
            HttpStatusCode.TooManyRequests => NotTaken(said, ForRate),
            HttpStatusCode.Unauthorized => NotTaken($"LINE does not accept the access token; check Channels:Line ({said})", ForAccount),
            HttpStatusCode.Forbidden => NotTaken($"LINE does not allow the account to send this ({said})", ForAccount),

            // 409 without the id of what was taken: LINE knows the key, and nobody knows of what.
            HttpStatusCode.Conflict or HttpStatusCode.RequestTimeout
                or >= HttpStatusCode.InternalServerError or < HttpStatusCode.BadRequest =>
                new ChannelException(Channel.Line, ChannelFailure.Temporary, said),
            _ => new ChannelException(Channel.Line, ChannelFailure.Rejected, said),
        };
    }

    /// <summary>Nothing went out, and trying again may help.</summary>
    public static ChannelException NotTaken(string words, TimeSpan? retryAfter = null, Exception? cause = null) =>
        new(Channel.Line, ChannelFailure.Temporary, words, retryAfter, cause, isSurelyNotTaken: true);

    private static bool IsMonthly(LineAnswer answer) =>
        LineWords.MessageOf(answer.Body).Contains("monthly limit", StringComparison.OrdinalIgnoreCase);
}
