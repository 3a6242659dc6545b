using System.Text;

namespace FollowUpFlows.Storage.Entities;

/// <summary>The properties of a row as bytes: a form number, then name, kind and value of each.</summary>
internal static class PropertyCode
{
    /// <summary>Of all that is written today. A reader refuses forms that it does not know.</summary>
    private const byte Form = 1;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Utf8);
        writer.Write(Form);
        foreach ((string name, object? value) in properties)
        {
            if (value is not null)
            {
                writer.Write(name);
                Write(writer, value);
            }
        }

        return stream.ToArray();
    }

    public static Dictionary<string, object> Decode(byte[] bytes)
    {
        using MemoryStream stream = new(bytes, writable: false);
        using BinaryReader reader = new(stream, Utf8);
        byte form = reader.ReadByte();
        if (form != Form)
        {
            throw new InvalidDataException($"A row has form {form}; this release reads form {Form}.");
        }

        Dictionary<string, object> properties = new(StringComparer.Ordinal);
        while (stream.Position < stream.Length)
        {
            string name = reader.ReadString();
            properties.Add(name, Read(reader));
        }

        return properties;
    }

    private static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.Write((byte)Kind.Text);
                writer.Write(text);
                break;
            case long number:
                writer.Write((byte)Kind.Number);
                writer.Write7BitEncodedInt64((number << 1) ^ (number >> 63)); // small negative numbers stay short as well
                break;
            case bool flag:
                writer.Write((byte)(flag ? Kind.Yes : Kind.No));
                break;
            case DateTimeOffset instant:
                writer.Write((byte)Kind.Instant);
                writer.Write(instant.UtcTicks);
                break;
            case byte[] content:
                writer.Write((byte)Kind.Bytes);
                writer.Write7BitEncodedInt(content.Length);
                writer.Write(content);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} cannot be stored.", nameof(value));
        }
    }

    private static object Read(BinaryReader reader)
    {
        Kind kind = (Kind)reader.ReadByte();
        switch (kind)
        {
            case Kind.Text:
                return reader.ReadString();
            case Kind.Number:
                long folded = reader.Read7BitEncodedInt64();
                return (long)((ulong)folded >> 1) ^ -(folded & 1);
            case Kind.No or Kind.Yes:
                return kind == Kind.Yes;
            case Kind.Instant:
                return new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            case Kind.Bytes:
                byte[] content = new byte[reader.Read7BitEncodedInt()];
                reader.BaseStream.ReadExactly(content);
                return content;
            default:
                throw new InvalidDataException($"A property has kind {kind}, which this release does not know.");
        }
    }
}
