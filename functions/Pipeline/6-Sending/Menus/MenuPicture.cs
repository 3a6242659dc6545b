using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using FollowUpFlows.Pipeline.Sending.Images;

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

    /// <summary>Reads a picture as LINE takes it.</summary>
    /// <returns>The picture, or what is wrong with it.</returns>
    public static (MenuPicture? Picture, string? Fault) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            return (null, $"the picture has more than {BytesMax} bytes, and LINE takes no more; save it as JPEG, or with fewer colors");
        }

        if (PictureHeader.Read(bytes) is not { Type: PictureHeader.Png or PictureHeader.Jpeg } header)
        {
            return (null, "the file is neither PNG nor JPEG, and LINE takes no other pictures; save it as one of them");
        }

        (string type, int width, int height) = header;
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

    [GeneratedRegex(@"\A([0-9a-f]{64}) (image/png|image/jpeg) ([0-9]{1,5})x([0-9]{1,5})\n\z")]
    private static partial Regex Kept();
}
