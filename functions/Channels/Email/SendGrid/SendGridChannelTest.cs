using System.Net;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Email.SendGrid;

/// <summary>Hands SendGrid a mail to the shop itself in its sandbox: it checks the key, its right to send and the request, and sends nothing.</summary>
/// <param name="http">Follows no redirect, and has no time-out of its own.</param>
public sealed class SendGridChannelTest(HttpClient http, SendGridOptions options, EmailFrom from) : IChannelTest
{
    private const string Purpose = "connection-test";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SendGridClient client = new(http, options with { Timeout = options.Timeout < Patience ? options.Timeout : Patience });

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public async Task<ChannelTestResult> RunAsync(CancellationToken cancellationToken)
    {
        SendGridMail mail = new(
            [new Personalization([new Mailbox(from.Address)], null, new Dictionary<string, string> { ["purpose"] = Purpose })],
            new Mailbox(from.Address, from.Name),
            null,
            "FollowUpFlows",
            [new MailContent("text/plain", "FollowUpFlows")],
            [Purpose],
            new MailSettings(new Switch(true)),
            TrackingSettings.Off);
        return new ChannelTestResult(ChannelProvider.SendGrid, await client.SendAsync(mail, cancellationToken) switch
        {
            SendGridAnswer.Answered answered => OutcomeOf(answered.Status),
            SendGridAnswer.Broken { Cause: OperationCanceledException } => ChannelTestOutcome.TimedOut,
            _ => ChannelTestOutcome.Unreachable,
        }, from.Address);
    }

    private static ChannelTestOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => ChannelTestOutcome.Works,
        HttpStatusCode.Unauthorized => ChannelTestOutcome.Refused,
        HttpStatusCode.Forbidden => ChannelTestOutcome.NotAllowed,
        HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => ChannelTestOutcome.Busy,
        _ => ChannelTestOutcome.Odd,
    };
}
