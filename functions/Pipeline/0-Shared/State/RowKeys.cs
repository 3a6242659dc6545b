using System.Buffers;
using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.State;

/// <summary>Keys made of parts, joined by colons, for ids that may hold any text.</summary>
public static class RowKeys
{
    private const int PartLengthMax = 100;
    private const int KeyLengthUsual = 256;
    private const string HexDigits = "0123456789ABCDEF";

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@");

    /// <summary>The parts with everything escaped that a key may not hold; different parts never give the same key.
    /// A part too long for a key is replaced by its hash.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        Span<char> room = stackalloc char[KeyLengthUsual];
        int length = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if ((i > 0 && !TryWrite(room, ref length, ":")) || !TryAppend(room, ref length, parts[i]))
            {
                return OfAny(parts);
            }
        }

        return room[..length].ToString();
    }

    private static string OfAny(ReadOnlySpan<string> parts)
    {
        StringBuilder key = new();
        for (int i = 0; i < parts.Length; i++)
        {
            Append(i > 0 ? key.Append(':') : key, parts[i]);
        }

        return key.ToString();
    }

    /// <summary>Everything that belongs under the parts: what their keys begin with.</summary>
    public static string Under(params ReadOnlySpan<string> parts) => Of(parts) + ":";

    /// <summary>A text that sorts like the instant, UTC, to the tick.</summary>
    public static string Sortable(DateTimeOffset instant) => instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A text that sorts against the instant: the latest first.</summary>
    public static string LatestFirst(DateTimeOffset instant) => Sortable(new DateTimeOffset(DateTime.MaxValue.Ticks - instant.UtcTicks, TimeSpan.Zero));

    /// <summary>One of <paramref name="count"/> equal shares of all keys, always the same for one key: <c>0</c>, <c>1</c>, …</summary>
    public static string Shard(string key, int count) =>
        (OpaqueId.Of(2, key) is [var first, var second] ? ((first * 31) + second) % count : 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>Keys are made all the time, nearly all of plain text and colons: those without a builder.</summary>
    /// <returns>False when the part needs more than that.</returns>
    private static bool TryAppend(Span<char> room, ref int length, string part)
    {
        int begin = length;
        ReadOnlySpan<char> rest = part;
        while (rest.IndexOfAnyExcept(Plain) is var stop and >= 0)
        {
            if (rest[stop] != ':' || !TryWrite(room, ref length, rest[..stop]) || !TryWrite(room, ref length, "=3A"))
            {
                return false;
            }

            rest = rest[(stop + 1)..];
        }

        return TryWrite(room, ref length, rest) && length - begin <= PartLengthMax;
    }

    private static bool TryWrite(Span<char> room, ref int length, ReadOnlySpan<char> text)
    {
        bool fits = text.TryCopyTo(room[length..]);
        length += fits ? text.Length : 0;
        return fits;
    }

    private static bool IsPlain(string part) => part.Length <= PartLengthMax && !part.AsSpan().ContainsAnyExcept(Plain);

    private static void Append(StringBuilder key, string part)
    {
        if (IsPlain(part))
        {
            key.Append(part);
            return;
        }

        int begin = key.Length;
        foreach (byte unit in Encoding.UTF8.GetBytes(part))
        {
            if (Plain.Contains((char)unit))
            {
                key.Append((char)unit);
            }
            else
            {
                key.Append('=').Append(HexDigits[unit >> 4]).Append(HexDigits[unit & 15]);
            }
        }

        if (key.Length - begin > PartLengthMax)
        {
            key.Length = begin;
            key.Append("==").Append(OpaqueId.Of(51, part));  // no escaped text begins so
        }
    }
}
