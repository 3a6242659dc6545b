namespace FollowUpFlows.Pipeline.Intake;

/// <summary>A webhook as it arrived: raw bytes, read once, nothing parsed.</summary>
/// <param name="Headers">One value each; names compare without regard to case.</param>
public sealed record WebhookRequest(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
