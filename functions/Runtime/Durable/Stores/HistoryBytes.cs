using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Writes the values of stored events, short ones short.</summary>
internal sealed class HistoryWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(256);

    public int Count => buffer.WrittenCount;

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    public void Clear() => buffer.ResetWrittenCount();

    public void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    public void Number(long value)
    {
        ulong rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            Byte((byte)(rest | 0x80));
        }

        Byte((byte)rest);
    }

    /// <summary>Ticks in UTC.</summary>
    public void Time(DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(sizeof(long)), value.UtcTicks);
        buffer.Advance(sizeof(long));
    }

    /// <summary>The length in UTF-8 plus one, and the text; 0 for null.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Byte(0);
            return;
        }

        int count = Encoding.UTF8.GetByteCount(value);
        Number(count + 1L);
        Encoding.UTF8.GetBytes(value, buffer.GetSpan(count));
        buffer.Advance(count);
    }
}

/// <summary>Reads what <see cref="HistoryWriter"/> has written.</summary>
internal ref struct HistoryReader(ReadOnlySpan<byte> bytes)
{
    private const int NumberBitsMax = 63;

    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public int Int32() => Number() is >= int.MinValue and <= int.MaxValue and long number ? (int)number : throw Damaged();

    public long Number()
    {
        ulong value = 0;
        for (int shift = 0; shift <= NumberBitsMax; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        throw Damaged();
    }

    public DateTimeOffset Time()
    {
        long ticks = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw Damaged();
    }

    public string? Text()
    {
        long length = Number() - 1;
        return length == -1 ? null
            : length >= 0 && length <= rest.Length ? Encoding.UTF8.GetString(Take((int)length))
            : throw Damaged();
    }

    /// <summary>A text that is never null.</summary>
    public string Word() => Text() ?? throw Damaged();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static HistoryFormatException Damaged() => new("A stored event is damaged: it ends too early, or a value is out of its range.");
}
