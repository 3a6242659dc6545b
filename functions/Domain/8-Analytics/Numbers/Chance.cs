using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>Draws that look like chance and are the same every time: whoever repeats a calculation gets its result again.</summary>
/// <param name="seed">What the draws are for.</param>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).</remarks>
internal sealed class Chance(string seed)
{
    private ulong state = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    /// <summary>Above 0 and below 1, evenly.</summary>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return ((z >> 12) + 0.5) / (1UL << 52);
    }

    /// <summary>0 to below <paramref name="count"/>, evenly.</summary>
    public int Below(int count) => (int)(Next() * count);

    /// <summary>How often something of chance <paramref name="rate"/> happens in so many trials.</summary>
    /// <param name="rate">0–1.</param>
    /// <remarks>By the waiting times between hits (Devroye, "Non-uniform random variate generation", X.4.3): the work is that of the
    /// hits.</remarks>
    public int Hits(int trials, double rate)
    {
        if (rate > 0.5)
        {
            return trials - Hits(trials, 1 - rate);
        }

        if (rate <= 0)
        {
            return 0;
        }

        double log = Math.Log(1 - rate);
        int hits = -1;
        double at = 0;
        do
        {
            at += Math.Floor(Math.Log(Next()) / log) + 1;
            hits++;
        }
        while (at <= trials);

        return hits;
    }
}
