using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Who may use an address of the runtime itself: whoever shows a key, and, while none is configured, programs of this
/// machine.</summary>
/// <param name="isExposed">Others reach this server, perhaps through a proxy that looks like this machine: only keys count.</param>
/// <param name="ownKey">A further key, for who can read the data folder; null for none.</param>
internal sealed class RuntimeAccess(IReadOnlyList<byte[]> keyHashes, bool isExposed, string? ownKey = null)
{
    /// <summary>Set by an application that knows itself to be public.</summary>
    public const string ExposedKey = "Runtime:Exposed";

    /// <summary>With any of them somebody else stands behind the peer.</summary>
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Host", "Via", "CF-Connecting-IP"];

    /// <summary>Where a real host looks for its key, and where publishers to a topic put theirs.</summary>
    private static readonly string[] KeyHeaders = ["x-functions-key", "aeg-sas-key"];

    private readonly byte[][] known =
        [.. keyHashes, .. ownKey is null ? Array.Empty<byte[]>() : [SHA256.HashData(Encoding.UTF8.GetBytes(ownKey))]];

    public bool Admits(HttpRequest request) =>
        KeysOf(request).Any(Knows) || (keyHashes.Count == 0 && !isExposed && IsOfThisMachine(request));

    /// <exception cref="InvalidOperationException">A hash is none, named with its key.</exception>
    /// <param name="keyHashesKey">The setting that lists the SHA-256 of each key.</param>
    public static RuntimeAccess Read(IConfiguration settings, RuntimeOptions options, string keyHashesKey, string? ownKey = null)
    {
        IConfigurationSection section = settings.GetSection(keyHashesKey);
        IEnumerable<string> texts = section.Value is { Length: > 0 } one ? [one] : section.GetChildren().Select(c => c.Value).OfType<string>();
        bool isThisMachines = options.Urls.Split(';').All(u => Uri.TryCreate(u, UriKind.Absolute, out Uri? address) && address.IsLoopback);
        return new RuntimeAccess(
            [.. texts.Select(t => HashOf(t, keyHashesKey))], !isThisMachines || settings[ExposedKey] is not (null or "false"), ownKey);
    }

    private static byte[] HashOf(string text, string keyHashesKey) => text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(text)
        : throw new InvalidOperationException(
            $"{keyHashesKey}: write the 64 hex digits of each key's SHA-256, for example from 'printf %s KEY | sha256sum'.");

    private static IEnumerable<string> KeysOf(HttpRequest request) =>
        new[] { request.Query["code"].ToString() }.Concat(KeyHeaders.Select(h => request.Headers[h].ToString())).Where(k => k.Length > 0);

    /// <summary>Compares in constant time, and with every key.</summary>
    private bool Knows(string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return known.Aggregate(false, (isKnown, one) => isKnown | CryptographicOperations.FixedTimeEquals(one, hash));
    }

    /// <summary>No page of another site may make a browser post here either: browsers name the origin.</summary>
    private static bool IsOfThisMachine(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } peer
        && IPAddress.IsLoopback(peer)
        && !ForwardingHeaders.Any(request.Headers.ContainsKey)
        && IsLoopbackName(request.Host.Host)
        && !request.Headers.ContainsKey("Origin")
        && request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
