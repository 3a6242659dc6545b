using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Reads <c>send</c>.</summary>
internal static class SendReader
{
    private const int MessageIdLengthMax = 60;

    private static readonly Dictionary<string, Channel?> Channels = new()
    {
        ["email"] = Channel.Email,
        ["line"] = Channel.Line,
    };

    public static Step.Send Read(string id, StepTiming timing, TemplateMap send, PlanTime? expiresAfter)
    {
        List<Channel> channels = ReadChannels(send);
        string messageId = send.RequiredText("message");
        if (send.Has("message") && !TemplateIds.IsId(messageId, MessageIdLengthMax))
        {
            send.Refuse("message", $"'message' must be the name of a message: lower-case letters, digits and hyphens, not '{messageId}'");
        }

        send.RefuseOtherKeys();
        return new Step.Send(id, timing, channels, messageId, expiresAfter);
    }

    private static List<Channel> ReadChannels(TemplateMap send)
    {
        List<Channel> channels = [];
        foreach ((string text, int line) in send.TextList("channel"))
        {
            if (Channels.GetValueOrDefault(text) is not { } channel)
            {
                send.RefuseAt(line, $"'{text}' is not a channel; expected email, line");
            }
            else if (channels.Contains(channel))
            {
                send.RefuseAt(line, $"the channel '{text}' is named twice");
            }
            else
            {
                channels.Add(channel);
            }
        }

        if (!send.Has("channel") || send.IsEmptyList("channel"))
        {
            send.Refuse("channel", "'channel' is missing; write for example [line, email]: the first that can be used is taken");
        }

        return channels;
    }
}
