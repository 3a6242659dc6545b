using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.Sending.Images;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Images;

/// <summary>What is taken into the image library, and what is taken out of it first.</summary>
public sealed class LibraryImageTests
{
    [Fact]
    public void Png_LosesTextsTimesAndPlaces_AndKeepsWhatShows()
    {
        byte[] file = [.. WholePictures.Png(3, 2, ("tEXt", "Author: me"), ("gAMA", "1234"), ("eXIf", "GPS"), ("iTXt", "x"), ("tIME", "1234567"), ("pHYs", "123456789")), .. "tail"u8];
        Assert.Equal(WholePictures.Png(3, 2, ("gAMA", "1234"), ("pHYs", "123456789")), Served(file, "image/png", 3, 2));
    }

    [Fact]
    public void Jpeg_LosesExifXmpAndComments_AndWhatFollowsItsEnd()
    {
        byte[] icc = [.. "ICC_PROFILE\0"u8, 1, 1, 7];
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1];
        byte[] jfif = [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        byte[] file = WholePictures.Jpeg(
            40,
            30,
            [
                (0xE0, jfif), (0xE1, WholePictures.Exif(1, isLittle: true)), (0xE1, Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0<x/>")), (0xE2, icc),
                (0xE2, [.. "MPF\0"u8, 1]), (0xED, [.. "Photoshop 3.0\0"u8]), (0xEE, adobe), (0xFE, [.. "a comment"u8]),
            ],
            tail: [.. "a film of three seconds"u8]);
        Assert.Equal(WholePictures.Jpeg(40, 30, [(0xE0, jfif), (0xE2, icc), (0xEE, adobe)]), Served(file, "image/jpeg", 40, 30));
    }

    /// <summary>Phones take pictures on their side: how they are turned must stay, and the place must not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Jpeg_KeepsHowItIsTurned(bool isLittle)
    {
        byte[] served = Served(WholePictures.Jpeg(40, 30, [(0xE1, WholePictures.Exif(6, isLittle))]), "image/jpeg", 40, 30);
        string text = Encoding.Latin1.GetString(served);
        Assert.DoesNotContain("GPS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cam", text, StringComparison.Ordinal);
        byte[] tiff = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        Assert.Equal(WholePictures.Jpeg(40, 30, [(0xE1, [.. "Exif\0\0"u8, .. tiff])]), served);
        Assert.Equal(served, Served(served, "image/jpeg", 40, 30));
    }

    /// <summary>The place of the first entry is any number of 32 bits in a file that somebody made up.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    [InlineData(0xFFFFFFFE)]
    [InlineData(uint.MaxValue)]
    public void Jpeg_WhoseExifLeadsNowhere_IsTakenAsItStands(uint first)
    {
        byte[] exif = [.. "Exif\0\0MM"u8, 0, 42, (byte)(first >> 24), (byte)(first >> 16), (byte)(first >> 8), (byte)first, 0];
        Assert.Equal(WholePictures.Jpeg(40, 30, []), Served(WholePictures.Jpeg(40, 30, [(0xE1, exif)]), "image/jpeg", 40, 30));
    }

    [Fact]
    public void Gif_LosesCommentsAndXmp_AndKeepsMoving()
    {
        byte[] loop = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0];
        byte[] control = [0x21, 0xF9, 4, 0, 10, 0, 0, 0];
        byte[] comment = [0x21, 0xFE, 5, .. "hello"u8, 0];
        byte[] xmp = [0x21, 0xFF, 11, .. "XMP DataXMP"u8, 3, .. "<x>"u8, 0];
        Assert.Equal(WholePictures.Gif(5, 4, loop, control), Served([.. WholePictures.Gif(5, 4, comment, loop, xmp, control), 1, 2], "image/gif", 5, 4));
    }

    [Fact]
    public void WebP_LosesExifAndXmp_AndSaysSo()
    {
        byte[] Header(byte flags) => [flags, 0, 0, 0, 99, 0, 0, 49, 0, 0];
        byte[] file = WholePictures.WebP(("VP8X", Header(0x3C)), ("ICCP", [1, 2, 3]), ("VP8 ", new byte[20]), ("EXIF", [.. "GPS"u8]), ("XMP ", [1]));
        Assert.Equal(WholePictures.WebP(("VP8X", Header(0x30)), ("ICCP", [1, 2, 3]), ("VP8 ", new byte[20])), Served(file, "image/webp", 100, 50));
        byte[] lossy = WholePictures.WebP(("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x40, 0, 0]));
        Assert.Equal(lossy, Served(lossy, "image/webp", 320, 240));
        byte[] lossless = WholePictures.WebP(("VP8L", [0x2F, 0x3F, 0xC1, 0x3B, 0x00, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(lossless, Served(lossless, "image/webp", 320, 240));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    [InlineData("GIF89a")]
    public void Read_AnythingElse_IsRefused(string file) =>
        Assert.StartsWith("The file holds no PNG, JPEG, GIF or WebP", LibraryImage.Read(Encoding.UTF8.GetBytes(file)).Fault, StringComparison.Ordinal);

    /// <summary>Wherever a picture is cut off, it is refused, and never more than a moment is spent on it.</summary>
    [Fact]
    public void Read_WhatEndsTooSoon_IsRefusedWhereverItEnds()
    {
        byte[][] whole =
        [
            WholePictures.Png(3, 2, ("tEXt", "x")), WholePictures.Jpeg(4, 3, [(0xE1, WholePictures.Exif(6, true))]),
            WholePictures.Gif(5, 4, [0x21, 0xFE, 1, 65, 0]), WholePictures.WebP(("VP8X", new byte[10]), ("VP8 ", new byte[21]), ("EXIF", [1])),
        ];
        foreach (byte[] file in whole)
        {
            Assert.NotNull(LibraryImage.Read(file).Image);
            for (int length = 0; length < file.Length; length++)
            {
                Assert.NotNull(LibraryImage.Read(file.AsSpan(0, length)).Fault);
            }
        }
    }

    [Theory]
    [InlineData(6_000, 6_000, null)]
    [InlineData(6_001, 1, "The picture has 6001 x 1 pixels; at most 6000 on a side are taken.")]
    [InlineData(1, 6_001, "The picture has 1 x 6001 pixels; at most 6000 on a side are taken.")]
    [InlineData(0, 1, "The picture has 0 x 1 pixels; at most 6000 on a side are taken.")]
    public void Read_OfSizes_KnowsTheLimit(int width, int height, string? fault) => Assert.Equal(fault, LibraryImage.Read(WholePictures.Png(width, height)).Fault);

    [Fact]
    public void Read_OfLengths_KnowsTheLimit()
    {
        byte[] file = new byte[5_000_000];
        WholePictures.Png(1, 1).CopyTo(file, 0);
        Assert.Null(LibraryImage.Read(file).Fault);
        Assert.StartsWith("The picture has 5000001 bytes; at most 5000000 are taken.", LibraryImage.Read(new byte[5_000_001]).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("秋の新作", true)]
    [InlineData(null, false)]
    [InlineData("  ", false)]
    [InlineData("a\nb", false)]
    [InlineData("a]b", false)]
    [InlineData("{{x}}", false)]
    public void Alt_IsNeeded_AndEndsNothing(string? alt, bool isFine)
    {
        Assert.Equal(isFine, LibraryImage.FaultOfAlt(alt) is null);
        Assert.Null(LibraryImage.FaultOfAlt(new string('a', 200)));
        Assert.NotNull(LibraryImage.FaultOfAlt(new string('a', 201)));
    }

    [Fact]
    public void Names_AreTheHashAndAnEnding()
    {
        string hash = new('a', 64);
        Assert.Equal((hash, null, null, null, null), (
            LibraryImage.HashOf(hash + ".png"), LibraryImage.HashOf(hash), LibraryImage.HashOf(hash + ".svg"), LibraryImage.HashOf(new string('A', 64) + ".png"), LibraryImage.HashOf(hash + ".png.png")));
    }

    [Theory]
    [InlineData("image/jpeg", 1_000_000, "https://shop.example/", LineUse.Whole)]
    [InlineData("image/png", 1_000_001, "https://shop.example/", LineUse.Original)]
    [InlineData("image/png", 1, "http://127.0.0.1:7071/", LineUse.NotHttps)]
    [InlineData("image/gif", 1, "https://shop.example/", LineUse.WrongType)]
    [InlineData("image/webp", 1, "https://shop.example/", LineUse.WrongType)]
    public void Line_TakesSomeOfThem(string type, int bytes, string url, LineUse use) =>
        Assert.Equal(use, LineImage.UseOf(new LibraryImage("h", type, 1, 1, bytes, "a", null, default, null), new Uri(url)));

    private static byte[] Served(byte[] file, string type, int width, int height)
    {
        (LibraryImage? image, byte[]? served, string? fault) = LibraryImage.Read(file);
        Assert.Null(fault);
        Assert.Equal((type, width, height, served!.Length, Convert.ToHexStringLower(SHA256.HashData(served))), (image!.Type, image.Width, image.Height, image.Bytes, image.Hash));
        return served;
    }
}
