using System.Net;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>E-mail by SendGrid's API v3.</summary>
/// <param name="http">Follows no redirect, and has no time-out of its own.</param>
/// <param name="clock">Real: the end of a rate limit is told as a moment.</param>
public sealed class SendGridSender(HttpClient http, SendGridOptions options, EmailFrom from, TimeProvider clock) : IChannelSender
{
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromHours(1);

    /// <summary>What concerns the whole account is waited out, so that no message is lost while somebody mends it.</summary>
    private static readonly TimeSpan ForAccount = TimeSpan.FromHours(1);

    private readonly SendGridClient client = new(http, options);

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <summary>Never: SendGrid has no key that would tell repeats apart.</summary>
    public TimeSpan? RepeatableFor => null;

    /// <inheritdoc/>
    public TimeSpan? ToldWithin => options.ToldWithin;

    /// <inheritdoc/>
    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        EmailPayload payload = JsonSerializer.Deserialize<EmailPayload>(message.Payload, JsonSerializerOptions.Web)!;
        return await client.SendAsync(SendGridMail.Of(message, payload, from, options.IsSandbox), cancellationToken) switch
        {
            SendGridAnswer.Answered { Status: HttpStatusCode.Accepted } taken => new ChannelReceipt(taken.MessageId),
            SendGridAnswer.Answered { Status: HttpStatusCode.OK } when options.IsSandbox => new ChannelReceipt(null),
            SendGridAnswer.Answered refused => throw Refused(refused, payload.To),
            SendGridAnswer.Broken broken => throw new ChannelException(
                Channel, ChannelFailure.Temporary, broken.Detail, innerException: broken.Cause, isSurelyNotTaken: !broken.HasBegun),
            _ => throw new InvalidOperationException("A request is answered or broken."),
        };
    }

    private ChannelException Refused(SendGridAnswer.Answered answer, string to)
    {
        string said = SendGridErrors.In(answer.Body, to);
        string detail = said.Length > 0 ? $"{(int)answer.Status}: {said}" : $"{(int)answer.Status}";
        return answer.Status switch
        {
            HttpStatusCode.TooManyRequests => new ChannelException(
                Channel, ChannelFailure.Temporary, detail, RetryAfter(answer.ResetAt), isSurelyNotTaken: true),
            HttpStatusCode.Unauthorized => Waits($"SendGrid does not accept the API key; check Channels:Email:ApiKey ({detail})"),
            HttpStatusCode.Forbidden => Waits($"SendGrid does not allow the account to send this; check the key's rights and the sender ({detail})"),
            HttpStatusCode.RequestEntityTooLarge => new ChannelException(Channel, ChannelFailure.Rejected, "413: the message is too large"),
            HttpStatusCode.RequestTimeout => new ChannelException(Channel, ChannelFailure.Temporary, detail),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new ChannelException(Channel, ChannelFailure.Rejected, detail),
            _ => new ChannelException(Channel, ChannelFailure.Temporary, detail),  // taken perhaps: also what SendGrid is not known to answer
        };
    }

    private ChannelException Waits(string words) => new(Channel, ChannelFailure.Temporary, words, ForAccount, isSurelyNotTaken: true);

    /// <summary>No longer than an hour, in case one of the two clocks is wrong.</summary>
    private TimeSpan? RetryAfter(DateTimeOffset? resetAt) => resetAt is not { } at ? null
        : at - clock.GetUtcNow() is var rest && rest <= TimeSpan.Zero ? TimeSpan.Zero
        : rest < RetryAfterMax ? rest : RetryAfterMax;
}
