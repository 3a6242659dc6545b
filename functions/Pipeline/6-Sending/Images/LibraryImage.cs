using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>An image that messages may show (画像).</summary>
/// <param name="Hash">Of the bytes that are served: SHA-256, lower-case hex. The same picture is kept once.</param>
/// <param name="Type">Of the media.</param>
/// <param name="Width">Pixels; so is <paramref name="Height"/>.</param>
/// <param name="Bytes">How many are served.</param>
/// <param name="Alt">What it shows, for who does not see it; 1 to <see cref="AltLengthMax"/> characters on one line.</param>
/// <param name="FileName">As it was called where it came from; null when nobody said.</param>
/// <param name="AddedAt">On the shop clock, UTC.</param>
/// <param name="AddedBy">Who added it; null when they did not say.</param>
public sealed record LibraryImage(string Hash, string Type, int Width, int Height, int Bytes, string Alt, string? FileName, DateTimeOffset AddedAt, string? AddedBy)
{
    /// <summary>Of a file; mails and phones want far less.</summary>
    public const int BytesMax = 5_000_000;

    /// <summary>Of a side, in pixels.</summary>
    public const int SideMax = 6_000;

    /// <summary>Of what the picture shows, and of the file's name.</summary>
    public const int AltLengthMax = 200;

    private static readonly FrozenDictionary<string, string> Endings = new Dictionary<string, string>
    {
        [PictureHeader.Png] = "png",
        [PictureHeader.Jpeg] = "jpg",
        [PictureHeader.Gif] = "gif",
        [PictureHeader.WebP] = "webp",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly SearchValues<char> Brackets = SearchValues.Create("[]{}<>\\");

    /// <summary>Changes with every change of what is said of it.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The last part of its address: the hash, and an ending that says what it is.</summary>
    public string PublicName => $"{Hash}.{Endings[Type]}";

    /// <summary>Reads a picture, and takes out of it what it says of its place, time and maker.</summary>
    /// <returns>The picture with the bytes to be served, without what people say of it; or what is wrong with it.</returns>
    public static (LibraryImage? Image, byte[]? Served, string? Fault) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            return (null, null, $"The picture has {bytes.Length} bytes; at most {BytesMax} are taken. Make it smaller, or save it as JPEG.");
        }

        if (PictureHeader.Read(bytes) is not { } header)
        {
            return (null, null, "The file holds no PNG, JPEG, GIF or WebP; save the picture as one of them. SVG is not taken, because it can hold programs.");
        }

        if (header.Width is < 1 or > SideMax || header.Height is < 1 or > SideMax)
        {
            return (null, null, $"The picture has {header.Width} x {header.Height} pixels; at most {SideMax} on a side are taken.");
        }

        byte[]? served = header.Type switch
        {
            PictureHeader.Png => BarePng.Of(bytes),
            PictureHeader.Jpeg => BareJpeg.Of(bytes),
            PictureHeader.Gif => BareGif.Of(bytes),
            _ => BareWebP.Of(bytes),
        };
        return served is null
            ? (null, null, "The picture is broken: it ends too soon, or its parts do not fit together. Save it again.")
            : (new LibraryImage(Convert.ToHexStringLower(SHA256.HashData(served)), header.Type, header.Width, header.Height, served.Length, "", null, default, null), served, null);
    }

    /// <summary>The hash in the last part of an address; null when no image is called so.</summary>
    public static string? HashOf(string publicName) =>
        publicName.Split('.') is [{ Length: 64 } hash, var ending] && Endings.Values.Contains(ending) && IsHash(hash) ? hash : null;

    /// <summary>Whether an image can have this hash.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>What is wrong with what a picture is said to show; null when it can be kept.</summary>
    public static string? FaultOfAlt(string? alt) =>
        string.IsNullOrWhiteSpace(alt) ? "'alt' is needed: what the picture shows, for who does not see it."
        : alt.Trim().Length > AltLengthMax || alt.Trim().Any(char.IsControl) ? $"'alt' must be one line of at most {AltLengthMax} characters."
        : alt.AsSpan().ContainsAny(Brackets) ? "'alt' cannot hold brackets, braces or backslashes: they would end it inside a message."
        : null;
}
