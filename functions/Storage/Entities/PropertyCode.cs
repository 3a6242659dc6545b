using System.Buffers;
using System.Buffers.Binary;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.Entities;

/// <summary>The properties of a row as bytes: a form number, then name, kind and value of each.</summary>
/// <typeparam name="TNames">How names are written.</typeparam>
internal static class PropertyCode<TNames>
    where TNames : IPropertyNames
{
    /// <summary>Of all that is written today. A reader refuses forms that it does not know.</summary>
    private const byte Form = 1;

    /// <summary>Of most rows.</summary>
    private const int ExpectedCount = 12;

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
                TNames.Write(bytes, name);
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
            properties.Append(TNames.Read(ref reader), Read(ref reader));
        }

        return properties;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, object value)
    {
        switch (value)
        {
            case string text:
                bytes.Write([(byte)Kind.Text]);
                bytes.WriteText(text);
                break;
            case long number:
                bytes.Write([(byte)Kind.Number]);
                bytes.WriteNumber((ulong)((number << 1) ^ (number >> 63))); // small negative numbers stay short as well
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
                bytes.WriteNumber((ulong)content.Length);
                bytes.Write(content);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} cannot be stored.", nameof(value));
        }
    }

    private static object Read(ref PropertyBytes reader)
    {
        Kind kind = (Kind)reader.Byte();
        switch (kind)
        {
            case Kind.Text:
                return reader.Text();
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
