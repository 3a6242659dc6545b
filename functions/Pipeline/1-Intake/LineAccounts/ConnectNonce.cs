using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>What is handed to LINE, and comes back in its webhook: 256 random bits, and behind them whose they are. Only its hash is kept.</summary>
internal static class ConnectNonce
{
    private const int RandomBytes = 32;

    /// <summary>Base64, which an address must escape.</summary>
    public static string New(string customerId) =>
        Convert.ToBase64String([.. RandomNumberGenerator.GetBytes(RandomBytes), .. Encoding.ASCII.GetBytes(customerId)]);

    /// <summary>Whose it says it is; null when it cannot be one of ours. Only the hash proves it.</summary>
    public static string? CustomerOf(string nonce)
    {
        byte[] bytes = new byte[nonce.Length];
        if (!Convert.TryFromBase64String(nonce, bytes, out int length) || length <= RandomBytes)
        {
            return null;
        }

        string customerId = Encoding.ASCII.GetString(bytes, RandomBytes, length - RandomBytes);
        return customerId.All(char.IsAsciiLetterOrDigit) ? customerId : null;
    }

    public static string HashOf(string nonce) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
}
