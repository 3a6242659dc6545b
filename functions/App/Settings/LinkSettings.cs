using System.Security.Cryptography;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.App.Settings;

/// <summary>The section <c>Links</c>: links in messages.</summary>
/// <param name="BaseUrl">Where customers reach this system.</param>
/// <param name="Key">Signs the links, 32 bytes or more.</param>
internal sealed record LinkSettings(Uri BaseUrl, byte[] Key)
{
    private const int KeyBytesMin = 32;

    /// <summary>Keys that signed links before; those still work.</summary>
    public IReadOnlyList<byte[]> PreviousKeys { get; init; } = [];

    /// <summary>Whether clicks and opens of marketing messages are followed.</summary>
    public bool Track { get; init; } = true;

    /// <summary>The links by which they are.</summary>
    public TrackingLinks Tracking => new(BaseUrl, [Key, .. PreviousKeys], Track);

    /// <summary>What a key must be.</summary>
    public static string KeyExpected { get; } = $"the base64 of at least {KeyBytesMin} random bytes, for example from 'openssl rand -base64 {KeyBytesMin}'";

    public static LinkSettings Read(SettingsReader settings)
    {
        LinkSettings read = new(
            settings.Parse("Links:BaseUrl", OwnAddress(settings), HostAddress, "an address without a path such as https://follow.shop.example/"),
            settings.Parse("Links:Key", [], KeyOf, KeyExpected, isSecret: true))
        {
            PreviousKeys = ReadPrevious(settings),
            Track = settings.Parse("Links:Track", "true", t => bool.TryParse(t, out _) ? t : null, "true or false") is var track && bool.Parse(track),
        };
        if (!read.BaseUrl.IsLoopback && settings.Text("Links:Key") is null)
        {
            settings.Refuse("Links:Key", $"is missing, and customers could not unsubscribe by a link that they got before the last start; write {KeyExpected}");
        }

        return read;
    }

    /// <summary>The settings with a key of this process where none is set, on a machine where things are tried out: links then work
    /// until it ends.</summary>
    public LinkSettings WithKey() => Key.Length > 0 ? this : this with { Key = RandomNumberGenerator.GetBytes(KeyBytesMin) };

    private static IReadOnlyList<byte[]> ReadPrevious(SettingsReader settings)
    {
        byte[]?[] keys = [.. settings.Texts("Links:PreviousKeys").Select(KeyOf)];
        if (keys.Contains(null))
        {
            settings.Refuse("Links:PreviousKeys", $"what is set cannot be used; write {KeyExpected}, for each key");
        }

        return [.. keys.OfType<byte[]>()];
    }

    /// <summary>Where the server listens, if only this machine reaches it: whoever tries things out on another port follows links there.</summary>
    private static Uri OwnAddress(SettingsReader settings) =>
        settings.Text("urls") is { } addresses && HostAddress(addresses.Split(';')[0]) is { IsLoopback: true, Port: > 0 } own
            ? own
            : new Uri("http://127.0.0.1:7071/");

    /// <summary>Links begin at the root: a path would be lost without a word.</summary>
    private static Uri? HostAddress(string text) =>
        ShopReader.WebAddress(text) is { PathAndQuery: "/", Fragment: "", UserInfo: "" } address ? address : null;

    /// <summary>The bytes of a key; null when it cannot be used.</summary>
    public static byte[]? KeyOf(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length >= KeyBytesMin ? bytes[..length] : null;
    }
}
