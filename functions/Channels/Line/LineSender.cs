using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Channels.Line;

/// <summary>Sends by push: a message has its customer's own words, and LINE says of each whether it took it.</summary>
/// <param name="quota">Counts what goes out; null where nobody asks.</param>
public sealed class LineSender(LineClient line, LineQuotaWatch? quota = null) : IChannelSender
{
    /// <inheritdoc/>
    public Channel Channel => Channel.Line;

    /// <summary>LINE knows a retry key for 24 hours from its first request, which comes a little after the claim; then it would send
    /// again.</summary>
    public TimeSpan? RepeatableFor { get; } = TimeSpan.FromHours(23);

    /// <inheritdoc/>
    public async Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using JsonDocument payload = JsonDocument.Parse(message.Payload);
        string to = payload.RootElement.GetProperty("to").GetString()!;
        string unit = LineUnits.Of(message.JourneyId, message.StepId);
        JsonElement messages = payload.RootElement.GetProperty("messages");
        ChannelReceipt receipt = new(await line.PushAsync(to, messages, unit, message.Key, cancellationToken));
        quota?.NoteTaken();
        return receipt;
    }
}
