using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Sources.Api;

/// <summary>Encrypts what is kept of a token, under a key that comes from the client's secret: whoever has the store alone, a copy of it or
/// a part of a backup, can do nothing with it. The secret is only in the settings.</summary>
internal sealed class TokenSeal(string sourceId, string clientSecret)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    /// <summary>Of another source nothing can be opened, though it may have the same secret.</summary>
    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(clientSecret), KeyBytes, salt: null, Encoding.UTF8.GetBytes($"followupflows/token/1/{sourceId}"));

    /// <summary>Nonce, tag and text.</summary>
    public byte[] Close(ReadOnlySpan<byte> text)
    {
        byte[] closed = new byte[NonceBytes + TagBytes + text.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using AesGcm aes = new(key, TagBytes);
        aes.Encrypt(closed.AsSpan(0, NonceBytes), text, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes));
        return closed;
    }

    /// <summary>Null for what was not closed so: the secret was changed, or the bytes.</summary>
    public byte[]? Open(ReadOnlySpan<byte> closed)
    {
        if (closed.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        byte[] text = new byte[closed.Length - NonceBytes - TagBytes];
        using AesGcm aes = new(key, TagBytes);
        try
        {
            aes.Decrypt(closed[..NonceBytes], closed[(NonceBytes + TagBytes)..], closed.Slice(NonceBytes, TagBytes), text);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
