using System.Buffers.Binary;
using System.Text;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Pictures with everything that a format lets programs write around them. What shows is made up: nothing here decodes it.</summary>
internal static class WholePictures
{
    public static byte[] Png(int width, int height, params (string Kind, string Data)[] more) =>
    [
        0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A,
        .. PngChunk("IHDR", [.. Big32(width), .. Big32(height), 8, 6, 0, 0, 0]),
        .. more.SelectMany(m => PngChunk(m.Kind, Encoding.UTF8.GetBytes(m.Data))),
        .. PngChunk("IDAT", [1, 2, 3]),
        .. PngChunk("IEND", []),
    ];

    /// <param name="segments">Before the frame, as marker and data.</param>
    /// <param name="tail">Behind the end.</param>
    public static byte[] Jpeg(ushort width, ushort height, (byte Marker, byte[] Data)[] segments, byte[]? tail = null) =>
    [
        0xFF, 0xD8,
        .. segments.SelectMany(s => Segment(s.Marker, s.Data)),
        .. Segment(0xC0, [8, .. Big16(height), .. Big16(width), 1, 1, 0x11, 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        .. Segment(0xC4, [0, 1]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x78,
        0xFF, 0xD9,
        .. tail ?? [],
    ];

    /// <summary>EXIF in which the picture's side and a place stand.</summary>
    public static byte[] Exif(byte orientation, bool isLittle)
    {
        byte[] Two(int value) => isLittle ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
        byte[] Four(int value) => isLittle ? [.. Two(value), 0, 0] : [0, 0, .. Two(value)];
        return
        [
            .. "Exif\0\0"u8, .. isLittle ? "II"u8 : "MM"u8, .. Two(42), .. Four(8), .. Two(2),
            .. Two(0x010F), .. Two(2), .. Four(4), .. "Cam\0"u8,
            .. Two(0x0112), .. Two(3), .. Four(1), .. Two(orientation), .. Two(0),
            .. Four(0), .. "GPS 35.6586N 139.7454E"u8,
        ];
    }

    public static byte[] Gif(ushort width, ushort height, params byte[][] blocks) =>
        [.. "GIF89a"u8, .. Little16(width), .. Little16(height), 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. blocks.SelectMany(b => b), 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

    public static byte[] WebP(params (string Kind, byte[] Data)[] chunks)
    {
        byte[] inner = [.. "WEBP"u8, .. chunks.SelectMany(c => (byte[])[.. Encoding.ASCII.GetBytes(c.Kind), .. Little32(c.Data.Length), .. c.Data, .. new byte[c.Data.Length & 1]])];
        return [.. "RIFF"u8, .. Little32(inner.Length), .. inner];
    }

    public static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, .. Big16((ushort)(data.Length + 2)), .. data];

    /// <summary>The check sum is that of nobody: it is handed on as it is.</summary>
    public static byte[] PngChunk(string kind, byte[] data) => [.. Big32(data.Length), .. Encoding.ASCII.GetBytes(kind), .. data, 9, 9, 9, 9];

    private static byte[] Big32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little32(int value) => [.. Big32(value).Reverse()];

    private static byte[] Big16(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Little16(ushort value) => [(byte)value, (byte)(value >> 8)];
}
