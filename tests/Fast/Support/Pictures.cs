using System.Buffers.Binary;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>The beginnings of pictures, by the formats' own descriptions: all that says how large they are.</summary>
internal static class Pictures
{
    /// <param name="length">Of the whole file; what follows the header is filled with <paramref name="fill"/>.</param>
    public static byte[] Png(int width = 2500, int height = 1686, int length = 200, byte fill = 0)
    {
        byte[] bytes = Filled(length, fill);
        byte[] start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
        start.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    /// <summary>With a segment before the frame's header, as cameras write it.</summary>
    public static byte[] Jpeg(ushort width, ushort height, byte frame = 0xC0, int length = 200)
    {
        byte[] bytes = Filled(length, 0);
        byte[] start = [0xFF, 0xD8, 0xFF, 0xE0, 0, 6, 1, 2, 3, 4, 0xFF, 0xFF, 0xC4, 0, 3, 9, 0xFF, frame, 0, 17, 8];
        start.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(start.Length), height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(start.Length + 2), width);
        return bytes;
    }

    private static byte[] Filled(int length, byte fill)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, fill);
        return bytes;
    }
}
