using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>What is known of a rich menu's picture without looking at it again.</summary>
/// <param name="Hash">Of its bytes: SHA-256, lower-case hex.</param>
/// <param name="Type"><c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="Width">Pixels; so is <paramref name="Height"/>.</param>
public sealed partial record MenuPicture(string Hash, string Type, int Width, int Height)
{
    /// <summary>"1 MB"; LINE does not say which, so the smaller.</summary>
    public const int BytesMax = 1_000_000;

    internal const int WidthMin = 800;
    internal const int WidthMax = 2500;
    internal const int HeightMin = 250;

    /// <summary>Width through height, at least; in hundredths.</summary>
    private const int RatioMin = 145;

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a picture as LINE takes it.</summary>
    /// <returns>The picture, or what is wrong with it.</returns>
    public static (MenuPicture? Picture, string? Fault) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            return (null, $"the picture has more than {BytesMax} bytes, and LINE takes no more; save it as JPEG, or with fewer colors");
        }

        if ((SizeOfPng(bytes) ?? SizeOfJpeg(bytes)) is not (var type, var width, var height))
        {
            return (null, "the file is neither PNG nor JPEG, and LINE takes no other pictures; save it as one of them");
        }

        string size = $"{width} x {height} pixels";
        return width is < WidthMin or > WidthMax ? (null, $"the picture has {size}; LINE takes a width of {WidthMin} to {WidthMax}")
            : height < HeightMin ? (null, $"the picture has {size}; LINE takes a height of {HeightMin} or more")
            : width * 100L < height * (long)RatioMin ? (null, $"the picture has {size}; for LINE it must be at least 1.45 times as wide as high")
            : (new MenuPicture(Convert.ToHexStringLower(SHA256.HashData(bytes)), type, width, height), null);
    }

    /// <summary>As it is kept in place of the picture among a version's files.</summary>
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Hash} {Type} {Width}x{Height}\n");

    /// <summary>Null for a text of another kind.</summary>
    internal static MenuPicture? Parse(string text) => Kept().Match(text) is { Success: true, Groups: var part }
        ? new MenuPicture(part[1].Value, part[2].Value, int.Parse(part[3].ValueSpan, CultureInfo.InvariantCulture), int.Parse(part[4].ValueSpan, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The header is the first part, always.</summary>
    private static (string Type, int Width, int Height)? SizeOfPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes.StartsWith(PngStart) && bytes[12..].StartsWith("IHDR"u8)
            ? ("image/png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;

    /// <summary>The frame's header stands behind other segments, each with its length.</summary>
    private static (string Type, int Width, int Height)? SizeOfJpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0xFF, 0xD8, ..])
        {
            return null;
        }

        for (int at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF;)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;  // what fills the gap between two segments
            }
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }
            else
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A([0-9a-f]{64}) (image/png|image/jpeg) ([0-9]{1,5})x([0-9]{1,5})\n\z")]
    private static partial Regex Kept();
}
