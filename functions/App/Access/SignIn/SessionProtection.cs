using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace FollowUpFlows.App.Access.SignIn;

/// <summary>Seals what browsers keep for us while people sign in, and afterwards. Its keys come from the one that signs links, so that every
/// instance opens what another has sealed, and nothing has to be kept.</summary>
/// <param name="keys">The first seals; what the others have sealed is still opened.</param>
internal sealed class SessionProtection(IReadOnlyList<byte[]> keys) : IDataProtectionProvider
{
    /// <inheritdoc/>
    public IDataProtector CreateProtector(string purpose) => new Protector(keys, purpose);

    private sealed class Protector(IReadOnlyList<byte[]> keys, string purpose) : IDataProtector
    {
        private const int KeyBytes = 32;

        private readonly byte[][] sealing =
            [.. keys.Select(k => HKDF.DeriveKey(HashAlgorithmName.SHA256, k, KeyBytes, info: Encoding.UTF8.GetBytes($"followup-session-1\n{purpose}")))];

        private static int NonceBytes => AesGcm.NonceByteSizes.MaxSize;

        private static int TagBytes => AesGcm.TagByteSizes.MaxSize;

        /// <summary>Chains of purposes are told apart: a part with a line end cannot stand for two.</summary>
        public IDataProtector CreateProtector(string inner) => new Protector(keys, $"{purpose}\n{inner.Length}:{inner}");

        public byte[] Protect(byte[] plaintext)
        {
            byte[] box = new byte[NonceBytes + TagBytes + plaintext.Length];
            RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
            using AesGcm aes = new(sealing[0], TagBytes);
            aes.Encrypt(box.AsSpan(0, NonceBytes), plaintext, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
            return box;
        }

        /// <exception cref="CryptographicException">It is not ours, or was changed.</exception>
        public byte[] Unprotect(byte[] protectedData)
        {
            if (protectedData.Length < NonceBytes + TagBytes)
            {
                throw new CryptographicException("It is too short.");
            }

            byte[] plain = new byte[protectedData.Length - NonceBytes - TagBytes];
            foreach (byte[] key in sealing)
            {
                using AesGcm aes = new(key, TagBytes);
                try
                {
                    aes.Decrypt(protectedData.AsSpan(0, NonceBytes), protectedData.AsSpan(NonceBytes + TagBytes), protectedData.AsSpan(NonceBytes, TagBytes), plain);
                    return plain;
                }
                catch (AuthenticationTagMismatchException)
                {
                    // Perhaps another key has sealed it.
                }
            }

            throw new CryptographicException("No key opens it.");
        }
    }
}
