using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Who may deliver events: whoever shows a key, and, while none is configured, programs of this machine.</summary>
/// <param name="isExposed">Others reach this server, perhaps through a proxy that looks like this machine: only keys count.</param>
internal sealed class EventGridAccess(IReadOnlyList<byte[]> keyHashes, bool isExposed)
{
    public const string KeyHashesKey = "Runtime:EventGrid:KeyHashes";

    /// <summary>Set by an application that knows itself to be public.</summary>
    public const string ExposedKey = "Runtime:Exposed";

    /// <summary>With any of them somebody else stands behind the peer.</summary>
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Host", "Via", "CF-Connecting-IP"];

    /// <summary>Where a real host looks for its key, and where publishers to a topic put theirs.</summary>
    private static readonly string[] KeyHeaders = ["x-functions-key", "aeg-sas-key"];

    public bool Admits(HttpRequest request) =>
        keyHashes.Count > 0 ? KeysOf(request).Any(Knows) : !isExposed && IsOfThisMachine(request);

    /// <exception cref="InvalidOperationException">A hash is none, named with its key.</exception>
    public static EventGridAccess Read(IConfiguration settings, RuntimeOptions options)
    {
        IConfigurationSection section = settings.GetSection(KeyHashesKey);
        IEnumerable<string> texts = section.Value is { Length: > 0 } one ? [one] : section.GetChildren().Select(c => c.Value).OfType<string>();
        bool isThisMachines = options.Urls.Split(';').All(u => Uri.TryCreate(u, UriKind.Absolute, out Uri? address) && address.IsLoopback);
        return new EventGridAccess([.. texts.Select(HashOf)], !isThisMachines || settings[ExposedKey] is not (null or "false"));
    }

    private static byte[] HashOf(string text) => text.Length == SHA256.HashSizeInBytes * 2 && text.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(text)
        : throw new InvalidOperationException(
            $"{KeyHashesKey}: write the 64 hex digits of each key's SHA-256, for example from 'printf %s KEY | sha256sum'.");

    private static IEnumerable<string> KeysOf(HttpRequest request) =>
        new[] { request.Query["code"].ToString() }.Concat(KeyHeaders.Select(h => request.Headers[h].ToString())).Where(k => k.Length > 0);

    /// <summary>Compares in constant time, and with every key.</summary>
    private bool Knows(string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return keyHashes.Aggregate(false, (isKnown, known) => isKnown | CryptographicOperations.FixedTimeEquals(known, hash));
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
