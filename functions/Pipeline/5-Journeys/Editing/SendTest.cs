using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Sends a message to somebody of the shop, to be looked at where customers will see it. It is marked as a test, and stands in no
/// ledger: it counts for no cap, no certificate and no experiment.</summary>
public sealed class SendTest(PreviewMessage preview, ChannelSenders senders, ShopSettings shop, Clocks clocks)
{
    /// <summary>Before the subject of an e-mail.</summary>
    public const string SubjectMark = "【テスト】";

    /// <summary>Before the messages of LINE.</summary>
    public const string LineMark = "【テスト配信】";

    private const int LineMessagesMax = 5;

    /// <summary>Sends it.</summary>
    /// <param name="to">An e-mail address or a LINE user id.</param>
    /// <param name="key">The caller's own, for this one test: LINE drops repeats of it.</param>
    public async Task<TestOutcome> RunAsync(PreviewRequest request, string to, string key, CancellationToken cancellationToken)
    {
        Channel channel = request.Message.Kind == TemplateKind.Line ? Channel.Line : Channel.Email;
        if ((channel == Channel.Line ? CustomerIdentity.NormalizeLineUserId(to) : CustomerIdentity.NormalizeEmail(to)) is not { } address || !shop.TestList.Admits(channel, address))
        {
            return new TestOutcome.NotAllowed();
        }

        MessagePreview shown = await preview.RunAsync(request, cancellationToken);
        if (PayloadOf(shown, address) is not { } payload)
        {
            return new TestOutcome.NotShown(shown);
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(payload));
        OutgoingMessage message = new(KeyOf(key, address), $"test:{request.Message.Name}", "test", channel, payload, Convert.ToHexStringLower(hash), clocks.Now());
        try
        {
            await senders.For(channel).SendAsync(message, cancellationToken);
            return new TestOutcome.Sent();
        }
        catch (ChannelException e)
        {
            return new TestOutcome.NotTaken(e.Failure, e.Detail);
        }
    }

    /// <summary>Null when there is nothing to send.</summary>
    private string? PayloadOf(MessagePreview shown, string to)
    {
        switch (shown)
        {
            case MessagePreview.Email { Rendered: var email }:
                return StoredJson.Write(new EmailPayload(to, SubjectMark + email.Subject, email.Html, email.Text, shop.Sender.ShopUrl));
            case MessagePreview.Line { MessagesJson: var json }:
                JsonArray messages = JsonNode.Parse(json)!.AsArray();
                if (messages.Count < LineMessagesMax)
                {
                    messages.Insert(0, new JsonObject { ["type"] = "text", ["text"] = LineMark });  // of five messages none can be added
                }

                using (JsonDocument marked = JsonDocument.Parse(messages.ToJsonString()))
                {
                    return StoredJson.Write(new LinePayload(to, marked.RootElement));
                }

            default:
                return null;
        }
    }

    private static Guid KeyOf(string key, string address) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"test|{key}|{address}")).AsSpan(0, 16));
}

/// <summary>What became of a test.</summary>
public abstract record TestOutcome
{
    private TestOutcome()
    {
    }

    /// <summary>The provider has it.</summary>
    public sealed record Sent : TestOutcome;

    /// <summary>Tests do not go to that address.</summary>
    public sealed record NotAllowed : TestOutcome;

    /// <summary>There is nothing to send.</summary>
    public sealed record NotShown(MessagePreview Preview) : TestOutcome;

    /// <summary>The provider did not take it.</summary>
    /// <param name="Detail">Its words, without personal data.</param>
    public sealed record NotTaken(ChannelFailure Failure, string Detail) : TestOutcome;
}
