using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Compat.Storage;

/// <summary>An account's key; signs, and is never shown.</summary>
internal sealed class KeySignature
{
    private byte[] key;

    /// <exception cref="FormatException">The key is not base64.</exception>
    public KeySignature(string accountKey) => key = Decode(accountKey);

    public void Set(string accountKey) => Volatile.Write(ref key, Decode(accountKey));

    public string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref key), Encoding.UTF8.GetBytes(text)));

    private static byte[] Decode(string accountKey)
    {
        try
        {
            return Convert.FromBase64String(accountKey);
        }
        catch (FormatException)
        {
            throw new FormatException("The account key is not base64.");
        }
    }
}
