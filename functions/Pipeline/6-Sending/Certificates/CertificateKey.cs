using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Signs certificates: whoever can write to the store, and has not the key, cannot make one.</summary>
/// <param name="key">At least 32 bytes; null when the shop has none, and its certificates are chained but not signed.</param>
public sealed class CertificateKey(byte[]? key)
{
    private const int IdLength = 8;

    /// <summary>Tells keys apart; null without a key.</summary>
    public string? Id { get; } = key is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key, "key-id"u8))[..IdLength];

    /// <summary>The signature in lower-case hex; null without a key.</summary>
    internal string? Sign(string body) =>
        key is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("certificate|" + body)));

    /// <summary>What is wrong with the link's signature; null when it is right, or when neither the link nor the shop has one.</summary>
    internal string? FaultOf(CertificateLink link) => (key, link.Certificate.KeyId, link.Signature) switch
    {
        (_, null, null) => null,
        (_, null, _) or (_, _, null) => "its signature was removed or added",
        (null, _, _) => "is signed, and the key is not set (Certificates:Key)",
        _ when link.Certificate.KeyId != Id => $"is signed with another key ({link.Certificate.KeyId}) than the one that is set ({Id})",
        _ => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(link.Body)!), Encoding.UTF8.GetBytes(link.Signature))
            ? null
            : "its signature is wrong",
    };
}
