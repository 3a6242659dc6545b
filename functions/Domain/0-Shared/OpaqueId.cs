using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Domain.Shared;

/// <summary>Ids that are derived from what they stand for: the same thing always gets the same id, and the id tells nothing.</summary>
public static class OpaqueId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";  // RFC 4648 base32, lower case

    /// <summary>The first characters of the base32 form of the SHA-256 of the parts joined by <c>|</c>.</summary>
    /// <param name="length">1–51, five bits each.</param>
    /// <param name="parts">Only the last may contain <c>|</c>, or two different things could get one id.</param>
    public static string Of(int length, params ReadOnlySpan<string> parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, SHA256.HashSizeInBytes * 8 / 5);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts)));
        return string.Create(length, hash, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                int bit = i * 5;
                int pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
                text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
            }
        });
    }
}
