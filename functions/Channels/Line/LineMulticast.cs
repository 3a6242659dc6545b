using System.Text.Json;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Multicasts;

namespace FollowUpFlows.Channels.Line;

/// <summary>Sends the same words to up to 500 people in one call.</summary>
/// <param name="quota">Counts what goes out; null where nobody asks.</param>
public sealed class LineMulticast(LineClient line, LineQuotaWatch? quota = null) : IMulticast
{
    /// <inheritdoc/>
    public int RecipientsMax => LineClient.RecipientsMax;

    /// <summary>LINE knows a retry key for 24 hours; the claims of a group are a little older than its first call.</summary>
    public TimeSpan RepeatableFor { get; } = TimeSpan.FromHours(22);

    /// <inheritdoc/>
    public async Task<ChannelReceipt> SendAsync(MulticastMessage message, CancellationToken cancellationToken)
    {
        using JsonDocument messages = JsonDocument.Parse(message.MessagesJson);
        string unit = LineUnits.Of(message.JourneyId, message.StepId);
        ChannelReceipt receipt = new(await line.MulticastAsync(message.To, messages.RootElement, unit, message.Key, cancellationToken));
        quota?.NoteTaken(message.To.Count);
        return receipt;
    }
}
