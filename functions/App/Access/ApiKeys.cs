using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App.Settings;

namespace FollowUpFlows.App.Access;

/// <summary>The keys of the API. Only their hashes are configured: the SHA-256 of the key in UTF-8, hex.</summary>
internal sealed class ApiKeys(IReadOnlyList<byte[]> hashes)
{
    private const string Name = "Access:KeyHashes";

    public bool IsAny => hashes.Count > 0;

    /// <summary>Compares in constant time, and with every key.</summary>
    public bool Knows(string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return hashes.Aggregate(false, (isKnown, known) => isKnown | CryptographicOperations.FixedTimeEquals(known, hash));
    }

    public static ApiKeys Read(SettingsReader settings)
    {
        List<byte[]> hashes = [];
        foreach ((int index, string text) in settings.Texts(Name).Index())
        {
            if (text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit))
            {
                hashes.Add(Convert.FromHexString(text));
            }
            else
            {
                settings.Refuse($"{Name}:{index}", "write the 64 hex digits of the key's SHA-256, for example from 'printf %s KEY | sha256sum'");
            }
        }

        return new ApiKeys(hashes);
    }
}
