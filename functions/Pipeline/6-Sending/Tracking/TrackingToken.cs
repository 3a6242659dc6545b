using System.Buffers.Text;
using System.Globalization;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>What a tracked link or a pixel carries: which key signed it, which message, which of its links. Nothing of a person, and no
/// address: where it leads is kept with the message.</summary>
/// <param name="Link">Place in <see cref="TrackedLinks.Destinations"/>; null for the pixel.</param>
internal sealed record TrackingToken(string KeyId, Guid MessageKey, int? Link, string Signature)
{
    private const int KeyBytes = 16;

    /// <summary>The message as it stands in the token.</summary>
    public static string Delivery(Guid messageKey)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        messageKey.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for what is not one of ours by its form.</summary>
    public static TrackingToken? Parse(string token) => token.Split('.') switch
    {
        [var keyId, var message, var link, var signature] when LinkOf(link) is { } index && MessageOf(message) is { } key => new(keyId, key, index, signature),
        [var keyId, var message, var signature] when MessageOf(message) is { } key => new(keyId, key, null, signature),
        _ => null,
    };

    public override string ToString() => Link is { } link
        ? string.Create(CultureInfo.InvariantCulture, $"{KeyId}.{Delivery(MessageKey)}.{link}.{Signature}")
        : $"{KeyId}.{Delivery(MessageKey)}.{Signature}";

    private static Guid? MessageOf(string text)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        return text.Length == 22 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out int length) && length == KeyBytes
            ? new Guid(bytes, bigEndian: true)
            : null;
    }

    private static int? LinkOf(string text) =>
        text.Length is > 0 and <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int link) ? link : null;
}
