using System.Buffers;
using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.State;

/// <summary>Keys made of parts, joined by colons, for ids that may hold any text.</summary>
public static class RowKeys
{
    private const int PartLengthMax = 100;
    private const string HexDigits = "0123456789ABCDEF";

    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@");

    /// <summary>The parts with everything escaped that a key may not hold; different parts never give the same key.
    /// A part too long for a key is replaced by its hash.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
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

    private static void Append(StringBuilder key, string part)
    {
        if (part.Length <= PartLengthMax && !part.AsSpan().ContainsAnyExcept(Plain))
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
