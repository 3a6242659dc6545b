using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Links in messages, signed so that nobody can make one for somebody else. They carry ids, never addresses.</summary>
/// <param name="baseUrl">Where customers reach this system, without a path.</param>
/// <param name="key">At least 32 bytes; signs what is sent from now on.</param>
/// <param name="previousKeys">Signed what was sent before; links signed with any other key do not work.</param>
public sealed class PublicLinks(Uri baseUrl, byte[] key, params IReadOnlyList<byte[]> previousKeys)
{
    private const int SignatureBytes = 16;

    /// <summary>The page on which the customer stops all marketing. Does not expire: mails are opened after years.</summary>
    public Uri Unsubscribe(string customerId) => new(baseUrl, $"/u/{customerId}.{Signature(key, "unsubscribe", customerId)}");

    /// <summary>The page on which the customer chooses what to get. Does not expire, either.</summary>
    public Uri Preferences(string customerId) => new(baseUrl, $"/p/{customerId}.{Signature(key, "preferences", customerId)}");

    /// <summary>The customer of a link to the preferences; null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/p/</c>.</param>
    public string? CustomerOfPreferences(string token) => CustomerOf("preferences", token);

    /// <summary>The page on which the customer confirms a consent (double opt-in).</summary>
    /// <param name="saidAt">Of the consent: a link for one is none for another.</param>
    public Uri Confirmation(string customerId, DateTimeOffset saidAt)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{customerId}.{saidAt.UtcTicks}");
        return new Uri(baseUrl, $"/d/{what}.{Signature(key, "confirm", what)}");
    }

    /// <summary>What a link of that kind confirms; null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/d/</c>.</param>
    public (string CustomerId, DateTimeOffset SaidAt)? ConfirmationOf(string token) =>
        token.LastIndexOf('.') is var dot and > 0
        && IsSigned("confirm", token[..dot], token[(dot + 1)..])
        && token[..dot].Split('.') is [var customerId, var ticks]
            ? (customerId, new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero))
            : null;

    /// <summary>The customer of an unsubscribe link; null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/u/</c>.</param>
    public string? CustomerOfUnsubscribe(string token) => CustomerOf("unsubscribe", token);

    private string? CustomerOf(string purpose, string token)
    {
        int dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0)
        {
            return null;
        }

        return IsSigned(purpose, token[..dot], token[(dot + 1)..]) ? token[..dot] : null;
    }

    /// <summary>Every key is tried, so that the time tells nothing.</summary>
    private bool IsSigned(string purpose, string what, string signature)
    {
        byte[] given = Encoding.UTF8.GetBytes(signature);
        return previousKeys.Prepend(key).Aggregate(
            false, (isKnown, k) => isKnown | CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Signature(k, purpose, what)), given));
    }

    /// <summary>The purpose is signed too, so that a link for one thing is no link for another.</summary>
    private static string Signature(byte[] key, string purpose, string what) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"v1|{purpose}|{what}")).AsSpan(0, SignatureBytes));
}
