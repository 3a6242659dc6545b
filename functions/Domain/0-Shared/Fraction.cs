using System.Globalization;
using System.Numerics;

namespace FollowUpFlows.Domain.Shared;

/// <summary>An exact rational number, so that "7 times the average order" is compared without rounding.</summary>
/// <remarks>Comparing never fails. Products and differences are not reduced: one factor of 16 digits times one figure of
/// 19 digits stays inside 128 bits; beyond that they throw <see cref="OverflowException"/> and never wrap.</remarks>
public readonly struct Fraction : IComparable<Fraction>, IEquatable<Fraction>
{
    // Stored one less, so that default(Fraction) is 0/1 and not 0/0.
    private readonly Int128 denominatorLessOne;

    private Fraction(Int128 numerator, Int128 denominator)
    {
        Numerator = numerator;
        denominatorLessOne = denominator - 1;
    }

    /// <summary>Carries the sign.</summary>
    public Int128 Numerator { get; }

    /// <summary>Always at least 1.</summary>
    public Int128 Denominator => denominatorLessOne + 1;

    private bool IsSmall => Int128.Abs(Numerator) <= long.MaxValue && Denominator <= long.MaxValue;

    /// <summary>The ratio of two whole numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="denominator"/> is not positive.</exception>
    public static Fraction Of(Int128 numerator, Int128 denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, Int128.One);
        return new Fraction(numerator, denominator);
    }

    /// <summary>The decimal, digit for digit.</summary>
    public static Fraction Of(decimal value)
    {
        Int128 denominator = 1;
        for (int i = 0; i < value.Scale; i++)
        {
            denominator *= 10;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Int128 digits = (Int128)(uint)bits[0] | ((Int128)(uint)bits[1] << 32) | ((Int128)(uint)bits[2] << 64);
        return new Fraction(decimal.IsNegative(value) ? -digits : digits, denominator);
    }

    /// <summary>A whole number.</summary>
    public static implicit operator Fraction(long value) => new(value, 1);

    /// <summary>The exact product.</summary>
    public static Fraction operator *(Fraction left, Fraction right) =>
        new(checked(left.Numerator * right.Numerator), checked(left.Denominator * right.Denominator));

    /// <summary>The exact difference.</summary>
    public static Fraction operator -(Fraction left, Fraction right) =>
        new(checked((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator)), checked(left.Denominator * right.Denominator));

    /// <summary>Same value: 1/2 equals 2/4.</summary>
    public static bool operator ==(Fraction left, Fraction right) => left.CompareTo(right) == 0;

    /// <summary>Another value.</summary>
    public static bool operator !=(Fraction left, Fraction right) => left.CompareTo(right) != 0;

    /// <summary>Less than.</summary>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>Greater than.</summary>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Less than or the same.</summary>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>Greater than or the same.</summary>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <summary>The smallest whole number that is not below the value.</summary>
    public long Ceiling()
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(Numerator, Denominator);
        return checked((long)(remainder > 0 ? quotient + 1 : quotient));
    }

    /// <summary>The largest whole number that is not above the value.</summary>
    public long Floor()
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(Numerator, Denominator);
        return checked((long)(remainder < 0 ? quotient - 1 : quotient));
    }

    /// <inheritdoc/>
    public int CompareTo(Fraction other)
    {
        if (Denominator == other.Denominator)
        {
            return Numerator.CompareTo(other.Numerator);
        }

        // Ordinary amounts fit 64 bits, and their products 128; anything larger takes the slow and safe way.
        return IsSmall && other.IsSmall
            ? (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator)
            : ((BigInteger)Numerator * other.Denominator).CompareTo((BigInteger)other.Numerator * Denominator);
    }

    /// <inheritdoc/>
    public bool Equals(Fraction other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => ((double)Numerator / (double)Denominator).GetHashCode();

    /// <summary>The nearest decimal with at most <paramref name="decimals"/> places, half away from zero: for people to read, never to compare.</summary>
    /// <exception cref="OverflowException">The result has more than 28 digits.</exception>
    public decimal Round(int decimals)
    {
        BigInteger scale = BigInteger.Pow(10, decimals);
        BigInteger doubled = (BigInteger)Numerator * scale * 2;
        BigInteger rounded = (doubled + (doubled.Sign * (BigInteger)Denominator)) / (2 * (BigInteger)Denominator);
        return (decimal)rounded / (decimal)scale;
    }

    /// <summary>At most four decimals, for people to read.</summary>
    public override string ToString() => Round(4).ToString("0.####", CultureInfo.InvariantCulture);
}
