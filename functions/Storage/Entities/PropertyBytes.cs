using System.Buffers;
using System.Text;

namespace FollowUpFlows.Storage.Entities;

/// <summary>Reads encoded properties from the first byte to the last.</summary>
internal ref struct PropertyBytes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > rest.Length)
        {
            throw new EndOfStreamException("A row ends in the middle of a property.");
        }

        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    /// <summary>How many bytes follow.</summary>
    /// <exception cref="InvalidDataException">More than any row has.</exception>
    public int Length() => Number() is var length and <= int.MaxValue ? (int)length : throw new InvalidDataException("A property is longer than any row.");

    public string Text() => PropertyWriting.Utf8.GetString(Bytes(Length()));

    /// <summary>As <see cref="PropertyWriting.WriteNumber"/> writes it.</summary>
    public ulong Number()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("A number has more than 64 bits.");
    }
}

/// <summary>Writes what <see cref="PropertyBytes"/> reads.</summary>
internal static class PropertyWriting
{
    internal static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void WriteText(this ArrayBufferWriter<byte> bytes, string text)
    {
        int length = Utf8.GetByteCount(text);
        bytes.WriteNumber((ulong)length);
        bytes.Advance(Utf8.GetBytes(text, bytes.GetSpan(length)));
    }

    /// <summary>Seven bits a byte, the lowest first; the eighth says that there is more.</summary>
    public static void WriteNumber(this ArrayBufferWriter<byte> bytes, ulong number)
    {
        for (; number > 0x7F; number >>= 7)
        {
            bytes.Write([(byte)(number | 0x80)]);
        }

        bytes.Write([(byte)number]);
    }
}
