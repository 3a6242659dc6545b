namespace FollowUpFlows.Channels.Webhook;

/// <summary>A program of the shop's that journeys may tell.</summary>
/// <param name="Name">By which journeys name it.</param>
/// <param name="Secret">Signs what is posted; its text never shows it.</param>
/// <param name="AllowPrivate">Whether it may lie at an address inside of this machine's own network.</param>
public sealed record WebhookEndpoint(string Name, Uri Url, ReadOnlyMemory<byte> Secret, bool AllowPrivate)
{
    private const string SecretPrefix = "whsec_";
    private const int SecretBytesMin = 24;
    private const int SecretBytesMax = 64;

    /// <summary>The bytes of a secret as Standard Webhooks writes it; null for any other text.</summary>
    public static byte[]? SecretOf(string text)
    {
        byte[] bytes = new byte[text.Length];
        return text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out int length)
            && length is >= SecretBytesMin and <= SecretBytesMax
                ? bytes[..length]
                : null;
    }

    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
