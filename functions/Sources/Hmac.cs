using System.Security.Cryptography;

namespace FollowUpFlows.Sources;

/// <summary>Compares HMAC-SHA256 signatures in constant time, on their bytes and not on their text.</summary>
internal static class Hmac
{
    /// <summary>The signature in base64 is the one of the parts, taken together, under the key. False when it is not base64.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> key, string signature, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature, given, out int length) || length != HMACSHA256.HashSizeInBytes)
        {
            return false;
        }

        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            hash.AppendData(part.Span);
        }

        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.GetHashAndReset(computed);
        return CryptographicOperations.FixedTimeEquals(given, computed);
    }
}
