using System.Numerics;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Shared;

public sealed class FractionTests
{
    private static readonly Gen<long> Numbers = Gen.OneOf(
        Gen.Choose(-5, 5).Select(i => (long)i),
        Gen.Choose(int.MinValue, int.MaxValue).Select(i => (long)i),
        Gen.Elements(long.MaxValue, long.MinValue + 1, long.MaxValue - 1, 1_000_000_007L));

    private static readonly Gen<Fraction> Fractions =
        from numerator in Numbers
        from denominator in Numbers
        select Fraction.Of(numerator, Math.Max(1, Math.Abs(denominator)));

    [Fact]
    public void CompareTo_AnyTwo_AgreesWithCrossMultiplicationInUnboundedIntegers() => Law.Holds(
        from a in Fractions from b in Fractions select (a, b),
        x => Math.Sign(x.a.CompareTo(x.b)) == Sign(x.a, x.b));

    [Fact]
    public void CompareTo_ProductsBeyondSixtyFourBits_StillAgrees() => Law.Holds(
        from a in Fractions from b in Fractions from c in Numbers select (Left: a * c, Right: b * c),
        x => Math.Sign(x.Left.CompareTo(x.Right)) == Sign(x.Left, x.Right));

    [Fact]
    public void CeilingAndFloor_AnyValue_EncloseItWithinOne() => Law.Holds(
        Fractions,
        f => (Fraction)f.Floor() <= f && f <= (Fraction)f.Ceiling() && f.Ceiling() - f.Floor() == (f == (Fraction)f.Floor() ? 0 : 1));

    [Fact]
    public void Subtraction_AnyTwo_IsZeroExactlyWhenEqual() => Law.Holds(
        from a in Fractions from b in Fractions select (a, b),
        x => (x.a - x.b == 0L) == (x.a == x.b));

    [Theory]
    [InlineData("7", 7, 1)]
    [InlineData("-0.5", -1, 2)]
    [InlineData("12.340", 617, 50)]
    [InlineData("79228162514264337593543950335", -1, 0)]
    public void Of_Decimal_IsExact(string text, long numerator, long denominator)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Fraction expected = denominator == 0 ? Fraction.Of((Int128)decimal.MaxValue, 1) : Fraction.Of(numerator, denominator);
        Assert.Equal(expected, Fraction.Of(value));
    }

    [Theory]
    [InlineData(7, 2, 4, 3)]
    [InlineData(-7, 2, -3, -4)]
    [InlineData(6, 2, 3, 3)]
    [InlineData(0, 5, 0, 0)]
    public void CeilingAndFloor_OnBothSidesOfZero(long numerator, long denominator, long ceiling, long floor)
    {
        Fraction value = Fraction.Of(numerator, denominator);
        Assert.Equal(ceiling, value.Ceiling());
        Assert.Equal(floor, value.Floor());
    }

    [Fact]
    public void Default_IsZero() => Assert.Equal((Fraction)0, default);

    [Fact]
    public void Equal_DifferentForms_HaveOneHashCode() =>
        Assert.Equal(Fraction.Of(1, 2).GetHashCode(), Fraction.Of(50, 100).GetHashCode());

    [Fact]
    public void Of_DenominatorZero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Fraction.Of(1, 0));

    [Fact]
    public void Product_BeyondOneHundredTwentyEightBits_ThrowsInsteadOfWrapping() =>
        Assert.Throws<OverflowException>(() => Fraction.Of(Int128.MaxValue, 1) * 2L);

    [Theory]
    [InlineData(5, 2, 0, "3")]
    [InlineData(-5, 2, 0, "-3")]
    [InlineData(1, 3, 4, "0.3333")]
    public void Round_HalfAwayFromZero(long numerator, long denominator, int decimals, string expected) =>
        Assert.Equal(expected, Fraction.Of(numerator, denominator).Round(decimals).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static int Sign(Fraction a, Fraction b) =>
        (((BigInteger)a.Numerator * b.Denominator) - ((BigInteger)b.Numerator * a.Denominator)).Sign;
}
