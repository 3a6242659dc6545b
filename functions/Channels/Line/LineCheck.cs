using System.Text.Json;
using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Channels.Line;

/// <summary>Asks LINE's own check, which costs no message.</summary>
public sealed class LineCheck(LineClient line) : ILineCheck
{
    /// <inheritdoc/>
    public async Task<string?> FaultOfAsync(string messagesJson, CancellationToken cancellationToken)
    {
        using JsonDocument messages = JsonDocument.Parse(messagesJson);
        return await line.ValidateAsync(messages.RootElement, cancellationToken);
    }
}
