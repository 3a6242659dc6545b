using System.Security.Cryptography;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>Pictures as LINE takes them: kind, width, height, ratio and size, each on both sides of its boundary.</summary>
public sealed class MenuPictureTests
{
    [Theory]
    [InlineData(800, 250, null)]
    [InlineData(799, 250, "the picture has 799 x 250 pixels; LINE takes a width of 800 to 2500")]
    [InlineData(2500, 1686, null)]
    [InlineData(2501, 1686, "the picture has 2501 x 1686 pixels; LINE takes a width of 800 to 2500")]
    [InlineData(800, 249, "the picture has 800 x 249 pixels; LINE takes a height of 250 or more")]
    [InlineData(1450, 1000, null)]
    [InlineData(1449, 1000, "the picture has 1449 x 1000 pixels; for LINE it must be at least 1.45 times as wide as high")]
    public void Picture_AtTheEdgesOfWhatLineTakes(int width, int height, string? fault)
    {
        foreach (byte[] bytes in new[] { Pictures.Png(width, height), Pictures.Jpeg((ushort)width, (ushort)height), Pictures.Jpeg((ushort)width, (ushort)height, frame: 0xC2) })
        {
            (MenuPicture? picture, string? found) = MenuPicture.Read(bytes);
            Assert.Equal((fault, fault is null), (found, picture is not null));
            Assert.True(picture is null || (picture.Width, picture.Height) == (width, height));
        }
    }

    [Fact]
    public void Picture_OfAMegabyteAndOneByte_IsTooLarge()
    {
        Assert.NotNull(MenuPicture.Read(Pictures.Png(length: 1_000_000)).Picture);
        Assert.Equal("the picture has more than 1000000 bytes, and LINE takes no more; save it as JPEG, or with fewer colors", MenuPicture.Read(Pictures.Png(length: 1_000_001)).Fault);
    }

    public static TheoryData<byte[]> NoPictures() =>
    [
        [],
        "GIF89a and more than enough bytes behind it"u8.ToArray(),
        [0xFF, 0xD8],
        [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0],  // a segment that ends beyond the file
        Pictures.Png()[..23],
        Pictures.Jpeg(1000, 500, frame: 0xC4),                   // a table of codes is no frame
    ];

    [Theory]
    [MemberData(nameof(NoPictures))]
    public void Bytes_ThatAreNeitherPngNorJpeg_AreRefused(byte[] bytes) =>
        Assert.Equal("the file is neither PNG nor JPEG, and LINE takes no other pictures; save it as one of them", MenuPicture.Read(bytes).Fault);

    [Fact]
    public void Picture_IsKnownByItsBytes_AndComesBackFromItsText()
    {
        byte[] bytes = Pictures.Png();
        MenuPicture picture = MenuPicture.Read(bytes).Picture!;
        Assert.Equal(new MenuPicture(Convert.ToHexStringLower(SHA256.HashData(bytes)), "image/png", 2500, 1686), picture);
        Assert.Equal("image/jpeg", MenuPicture.Read(Pictures.Jpeg(1000, 500)).Picture!.Type);
        Assert.Equal(picture, MenuPicture.Parse(picture.ToText()));
        Assert.Null(MenuPicture.Parse("menus: []\n"));
    }
}
