using System.Buffers;
using System.Security.Cryptography;

namespace FollowUpFlows.Sources;

/// <summary>Compares HMAC-SHA256 signatures in constant time, on their bytes and not on their text.</summary>
internal static class Hmac
{
    /// <summary>One of the signatures in base64 is that of the parts, taken together, under the key.
    /// What is no base64 fits nothing.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> key, IEnumerable<string> signatures, params ReadOnlySpan<ReadOnlyMemory<byte>> parts) =>
        IsOneOf([.. signatures.Select(OfBase64).OfType<byte[]>()], key, parts);

    /// <summary>The same with signatures in hexadecimal digits.</summary>
    public static bool IsSignedInHex(ReadOnlySpan<byte> key, IEnumerable<string> signatures, params ReadOnlySpan<ReadOnlyMemory<byte>> parts) =>
        IsOneOf([.. signatures.Select(OfHex).OfType<byte[]>()], key, parts);

    private static bool IsOneOf(byte[][] given, ReadOnlySpan<byte> key, ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        if (given.Length == 0)
        {
            return false;
        }

        // Computed once: a stranger may send hundreds of signatures with one long body.
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            hash.AppendData(part.Span);
        }

        byte[] computed = hash.GetHashAndReset();
        return given.Any(g => CryptographicOperations.FixedTimeEquals(g, computed));
    }

    private static byte[]? OfBase64(string signature)
    {
        byte[] bytes = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(signature, bytes, out int length) && length == bytes.Length ? bytes : null;
    }

    private static byte[]? OfHex(string signature)
    {
        byte[] bytes = new byte[HMACSHA256.HashSizeInBytes];
        return signature.Length == 2 * bytes.Length
            && Convert.FromHexString(signature, bytes, out _, out _) == OperationStatus.Done
                ? bytes
                : null;
    }
}
