using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.App.Settings;

namespace FollowUpFlows.App.Access;

/// <summary>The keys of the API. Only their hashes are configured: the SHA-256 of the key in UTF-8, hex.</summary>
internal sealed class ApiKeys(IReadOnlyList<ApiKey> keys)
{
    private const string Unnamed = "Access:KeyHashes";
    private const string Named = "Access:Keys";
    private const string Expected = "write the 64 hex digits of the key's SHA-256, for example from 'printf %s KEY | sha256sum'";

    public bool IsAny => keys.Count > 0;

    public IReadOnlyList<ApiKey> All => keys;

    /// <summary>The configured one; null for any other. Compares in constant time, and with every key.</summary>
    public ApiKey? Find(string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return keys.Aggregate((ApiKey?)null, (found, known) => CryptographicOperations.FixedTimeEquals(known.Hash, hash) ? known : found);
    }

    public static ApiKeys Read(SettingsReader settings) => new(
    [
        .. settings.Texts(Unnamed).Index().Select(k => HashOf(settings, $"{Unnamed}:{k.Index}", k.Item) is { } hash ? new ApiKey("key", hash, Role.Admin) : null).OfType<ApiKey>(),
        .. settings.Children(Named).Select(n => ReadNamed(settings, n)).OfType<ApiKey>(),
    ]);

    private static ApiKey? ReadNamed(SettingsReader settings, string name)
    {
        Role role = settings.Word($"{Named}:{name}:Role", Role.Viewer);
        return HashOf(settings, $"{Named}:{name}:Hash", settings.Text($"{Named}:{name}:Hash") ?? "") is { } hash ? new ApiKey(name, hash, role) : null;
    }

    private static byte[]? HashOf(SettingsReader settings, string setting, string text)
    {
        if (text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        settings.Refuse(setting, Expected);
        return null;
    }
}

/// <summary>A key of the API.</summary>
/// <param name="Name">By which it is told from others in what is kept of its use.</param>
internal sealed record ApiKey(string Name, byte[] Hash, Role Role);
