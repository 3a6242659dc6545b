using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Ledger;

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
    public Uri Confirmation(string customerId, DateTimeOffset saidAt) => At("/d/", "confirm", customerId, saidAt);

    /// <summary>What a link of that kind confirms; null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/d/</c>.</param>
    public (string CustomerId, DateTimeOffset SaidAt)? ConfirmationOf(string token) => MomentOf("confirm", token);

    /// <summary>The page on which whoever has the LINE account connects it to the shop, or takes it apart. Does not expire.</summary>
    /// <param name="lineUserId">Normalized; the link holds its hash alone.</param>
    public Uri LineAccount(string lineUserId)
    {
        string hash = CustomerIdentity.AliasOfLine(lineUserId)[CustomerIdentity.LinePrefix.Length..];
        return new Uri(baseUrl, $"/l/{hash}.{Signature(key, "line-account", hash)}");
    }

    /// <summary>The name of the LINE account of such a link (<see cref="CustomerIdentity.AliasOfLine"/>); null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/l/</c>.</param>
    public string? AliasOfLineAccount(string token) => CustomerOf("line-account", token) is { } hash ? CustomerIdentity.LinePrefix + hash : null;

    /// <summary>The page on which the owner of a mailbox lets a LINE account be connected to them.</summary>
    /// <param name="askedAt">When it was asked for: a link for one time is none for another.</param>
    public Uri LineConnect(string customerId, DateTimeOffset askedAt) => At("/k/", "line-connect", customerId, askedAt);

    /// <summary>Whom such a link would connect; null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/k/</c>.</param>
    public (string CustomerId, DateTimeOffset AskedAt)? LineConnectOf(string token) => MomentOf("line-connect", token);

    /// <summary>The customer of an unsubscribe link; null when it is not one of ours.</summary>
    /// <param name="token">What follows <c>/u/</c>.</param>
    public string? CustomerOfUnsubscribe(string token) => CustomerOf("unsubscribe", token);

    private Uri At(string path, string purpose, string customerId, DateTimeOffset moment)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{customerId}.{moment.UtcTicks}");
        return new Uri(baseUrl, $"{path}{what}.{Signature(key, purpose, what)}");
    }

    private (string CustomerId, DateTimeOffset Moment)? MomentOf(string purpose, string token) =>
        token.LastIndexOf('.') is var dot and > 0
        && IsSigned(purpose, token[..dot], token[(dot + 1)..])
        && token[..dot].Split('.') is [var customerId, var ticks]
            ? (customerId, new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero))
            : null;

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
