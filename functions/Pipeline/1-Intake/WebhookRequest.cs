namespace FollowUpFlows.Pipeline.Intake;

/// <summary>A webhook as it arrived: raw bytes, read once, nothing parsed.</summary>
/// <param name="Headers">One value each; names compare without regard to case.</param>
public sealed record WebhookRequest(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    private const string PulledHeader = "FollowUp-Pulled";

    /// <summary>The address as the shop system was given it, character by character; null where the settings do not say. Behind a proxy
    /// it is another one than that of the request.</summary>
    public string? Address { get; init; }

    /// <summary>The header's value, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>What the body is where we asked the shop for it; null when the shop sent it. No sender can claim it: headers that a
    /// source does not keep are dropped at the door.</summary>
    public string? Pulled => Header(PulledHeader);

    /// <summary>What we asked a shop for.</summary>
    /// <param name="pulled">The kind of body: <c>order</c>.</param>
    public static WebhookRequest OfPulled(string pulled, ReadOnlyMemory<byte> body) =>
        new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [PulledHeader] = pulled }, body);

    /// <summary>The kind of body that says that a thing is no longer there: <c>{"id":"13"}</c>.</summary>
    public static string GoneOf(string entity) => entity + "-gone";
}
