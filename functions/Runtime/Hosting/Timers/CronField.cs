using System.Globalization;
using System.Numerics;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>One field of a schedule: which of the numbers 0 to 59 it admits.</summary>
internal readonly record struct CronField(ulong Bits)
{
    /// <summary>The smallest number that is admitted, always present in a field that was read.</summary>
    public int First => BitOperations.TrailingZeroCount(Bits);

    public bool Admits(int number) => (Bits & (1UL << number)) != 0;

    /// <summary>The smallest admitted number that is not below; null when there is none.</summary>
    public int? FirstFrom(int number)
    {
        ulong rest = number > 63 ? 0 : Bits & (ulong.MaxValue << number);
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }

    /// <summary>Reads a list of <c>*</c>, <c>n</c>, <c>n-m</c>, each with an optional <c>/step</c>; <c>n/step</c> runs on
    /// to the end.</summary>
    /// <exception cref="FormatException">The text says what is wrong with it.</exception>
    public static CronField Parse(string text, CronUnit unit) =>
        new(text.Split(',').Aggregate(0UL, (bits, part) => bits | Part(part, unit)));

    private static ulong Part(string text, CronUnit unit)
    {
        string[] pieces = text.Split('/');
        int step = pieces.Length == 1 ? 1 : Step(pieces, text, unit);
        (int from, int to) = Range(pieces[0], pieces.Length > 1, unit);
        ulong bits = 0;
        for (int number = from; number <= to; number += step)
        {
            bits |= 1UL << number;
        }

        return bits;
    }

    private static int Step(string[] pieces, string text, CronUnit unit) =>
        pieces.Length == 2 && int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out int step)
            && step >= 1 && step <= unit.Max
            ? step
            : throw new FormatException($"the {unit.Name} '{text}' needs one step from 1 to {unit.Max} after '/'");

    private static (int From, int To) Range(string text, bool hasStep, CronUnit unit)
    {
        if (text == "*")
        {
            return (unit.Min, unit.Max);
        }

        string[] ends = text.Split('-');
        int from = Number(ends[0], unit);
        int to = ends.Length == 1 ? hasStep ? unit.Max : from : Number(ends[1], unit);
        return ends.Length <= 2 && from <= to
            ? (from, to)
            : throw new FormatException($"the {unit.Name} '{text}' must be one range that does not run backwards");
    }

    private static int Number(string text, CronUnit unit)
    {
        int named = unit.Names.FindIndex(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return named >= 0 ? named % unit.NameCount + unit.Min
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number >= unit.Min && number <= unit.Max
                ? number
            : throw new FormatException($"the {unit.Name} '{text}' must be from {unit.Min} to {unit.Max}");
    }
}
