using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Makes the links by which opens and clicks are followed, and knows them again.</summary>
/// <param name="baseUrl">Where customers reach this system, without a path.</param>
/// <param name="keys">The first signs; links that the others signed are still known. Each at least 32 bytes.</param>
/// <param name="isOn">Whether messages get such links; those that have them lead on either way.</param>
public sealed class TrackingLinks(Uri baseUrl, IReadOnlyList<byte[]> keys, bool isOn = true)
{
    /// <summary>How long links lead on, from the moment at which their message was due.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private const string ClickPath = "/c/";
    private const string OpenPath = "/o/";
    private const string PixelEnd = ".gif";

    /// <summary>One installation is one shop.</summary>
    private const string Tenant = "shop";

    // What a customer reaches here; a link to it leads where it says, or nobody could unsubscribe while clicks are not taken.
    private static readonly string[] OwnPaths = ["/u/", "/p/", "/d/", "/k/", "/l/", ClickPath, OpenPath];

    // LINE opens these within its app, from the message alone.
    private static readonly string[] OpenedByLine = ["line.me", "liff.line.me", "lin.ee"];

    private readonly IReadOnlyList<(string Id, byte[] Key)> keysById = [.. keys.Select(k => (IdOf(k), k))];

    /// <summary>Whether messages get such links.</summary>
    public bool IsOn => isOn;

    /// <summary>The link in place of one to the destination.</summary>
    internal Uri Click(Guid messageKey, int link, string destination, DateTimeOffset until) => new(
        baseUrl, ClickPath + Signed(messageKey, link, destination, until));

    /// <summary>The picture of one point that a mail program fetches.</summary>
    internal Uri Pixel(Guid messageKey, DateTimeOffset until) => new(baseUrl, OpenPath + Signed(messageKey, null, "", until) + PixelEnd);

    /// <summary>The token of a link that leads here; null for one that does not, or is no click.</summary>
    internal TrackingToken? TokenOf(Uri address) =>
        IsHere(address) && address.AbsolutePath.StartsWith(ClickPath, StringComparison.Ordinal) ? TrackingToken.Parse(address.AbsolutePath[ClickPath.Length..]) : null;

    /// <summary>The token of a pixel, from the last part of its path.</summary>
    internal static TrackingToken? PixelOf(string name) =>
        name.EndsWith(PixelEnd, StringComparison.Ordinal) && TrackingToken.Parse(name[..^PixelEnd.Length]) is { Link: null } token ? token : null;

    /// <summary>Whether a link may be followed: a web address, and none of those that must lead on by themselves.</summary>
    internal bool MayFollow(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && !IsOwn(address)
        && !OpenedByLine.Contains(address.Host);

    /// <summary>One of the pages that customers reach here; its address may hold what only they may know.</summary>
    internal bool IsOwn(Uri address) => IsHere(address) && OwnPaths.Any(p => address.AbsolutePath.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Whether we made the token for what is kept of the message.</summary>
    internal bool IsGenuine(TrackingToken token, TrackedLinks links)
    {
        if (token.Link >= links.Destinations.Count)
        {
            return false;
        }

        byte[] signature = Encoding.UTF8.GetBytes(token.Signature);
        string destination = token.Link is { } link ? links.Destinations[link] : "";
        return keysById.Where(k => k.Id == token.KeyId)
            .Any(k => CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(SignatureOf(k.Key, token.MessageKey, token.Link, destination, links.Until)), signature));
    }

    private bool IsHere(Uri address) => Uri.Compare(address, baseUrl, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private string Signed(Guid messageKey, int? link, string destination, DateTimeOffset until)
    {
        (string id, byte[] key) = keysById[0];
        return new TrackingToken(id, messageKey, link, SignatureOf(key, messageKey, link, destination, until)).ToString();
    }

    private static string SignatureOf(byte[] key, Guid messageKey, int? link, string destination, DateTimeOffset until) => TrackingSignature.Of(
        key,
        link is null ? TrackingSignature.ForOpen : TrackingSignature.ForClick,
        Tenant,
        TrackingToken.Delivery(messageKey),
        link ?? 0,
        destination,
        until.ToUnixTimeSeconds());

    /// <summary>Says nothing about the key, and nobody has to think of a name.</summary>
    private static string IdOf(byte[] key) => Base64Url.EncodeToString(SHA256.HashData(key).AsSpan(0, 3));
}
