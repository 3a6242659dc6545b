using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.Entities;

/// <summary>The properties of a row as bytes: a form number, then name, kind and value of each.</summary>
internal static class PropertyCode
{
    /// <summary>Of all that is written today. A reader refuses forms that it does not know.</summary>
    private const byte Form = 1;

    /// <summary>Of most rows.</summary>
    private const int ExpectedCount = 12;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Properties of one row after the other, by each thread in its own.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    /// <summary>Kept for ever: these numbers lie in the shops' files.</summary>
    private enum Kind : byte
    {
        Text = 1,
        Number = 2,
        No = 3,
        Yes = 4,
        Instant = 5,
        Bytes = 6,
    }

    public static byte[] Encode(IReadOnlyDictionary<string, object> properties)
    {
        ArrayBufferWriter<byte> bytes = scratch ??= new ArrayBufferWriter<byte>(1024);
        bytes.ResetWrittenCount();
        bytes.Write([Form]);
        foreach ((string name, object? value) in properties)
        {
            if (value is not null)
            {
                WriteText(bytes, name);
                Write(bytes, value);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">A form or a kind that this release does not know.</exception>
    /// <exception cref="EndOfStreamException">Something is missing at the end.</exception>
    public static PropertyDictionary Decode(ReadOnlySpan<byte> bytes)
    {
        PropertyBytes reader = new(bytes);
        byte form = reader.Byte();
        if (form != Form)
        {
            throw new InvalidDataException($"A row has form {form}; this release reads form {Form}.");
        }

        PropertyDictionary properties = new(ExpectedCount);
        while (!reader.IsAtEnd)
        {
            string name = PropertyNames.Of(reader.Bytes(reader.Length()));
            properties.Add(name, Read(ref reader));
        }

        return properties;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, object value)
    {
        switch (value)
        {
            case string text:
                bytes.Write([(byte)Kind.Text]);
                WriteText(bytes, text);
                break;
            case long number:
                bytes.Write([(byte)Kind.Number]);
                WriteNumber(bytes, (ulong)((number << 1) ^ (number >> 63))); // small negative numbers stay short as well
                break;
            case bool flag:
                bytes.Write([(byte)(flag ? Kind.Yes : Kind.No)]);
                break;
            case DateTimeOffset instant:
                bytes.Write([(byte)Kind.Instant]);
                BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), instant.UtcTicks);
                bytes.Advance(sizeof(long));
                break;
            case byte[] content:
                bytes.Write([(byte)Kind.Bytes]);
                WriteNumber(bytes, (ulong)content.Length);
                bytes.Write(content);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} cannot be stored.", nameof(value));
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> bytes, string text)
    {
        int length = Utf8.GetByteCount(text);
        WriteNumber(bytes, (ulong)length);
        bytes.Advance(Utf8.GetBytes(text, bytes.GetSpan(length)));
    }

    /// <summary>Seven bits a byte, the lowest first; the eighth says that there is more.</summary>
    private static void WriteNumber(ArrayBufferWriter<byte> bytes, ulong number)
    {
        for (; number > 0x7F; number >>= 7)
        {
            bytes.Write([(byte)(number | 0x80)]);
        }

        bytes.Write([(byte)number]);
    }

    private static object Read(ref PropertyBytes reader)
    {
        Kind kind = (Kind)reader.Byte();
        switch (kind)
        {
            case Kind.Text:
                return Utf8.GetString(reader.Bytes(reader.Length()));
            case Kind.Number:
                ulong folded = reader.Number();
                return (long)(folded >> 1) ^ -(long)(folded & 1);
            case Kind.No or Kind.Yes:
                return kind == Kind.Yes;
            case Kind.Instant:
                return new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(reader.Bytes(sizeof(long))), TimeSpan.Zero);
            case Kind.Bytes:
                return reader.Bytes(reader.Length()).ToArray();
            default:
                throw new InvalidDataException($"A property has kind {kind}, which this release does not know.");
        }
    }
}
