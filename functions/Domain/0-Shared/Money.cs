using System.Globalization;

namespace FollowUpFlows.Domain.Shared;

/// <summary>An exact amount of one currency.</summary>
/// <param name="Minor">In the currency's minor units: yen for JPY, pence for GBP. May be negative.</param>
public readonly record struct Money(long Minor, Currency Currency)
{
    /// <summary>The largest amount that is accepted from outside, in minor units: sums of millions of orders still fit.</summary>
    public const long MinorMax = 1_000_000_000_000;

    /// <summary>The amount in major units, exact.</summary>
    public decimal Major => (decimal)Minor / Currency.MinorPerMajor;

    /// <summary>The amount of a decimal in major units; null when the currency has fewer decimals or the amount is beyond
    /// <see cref="MinorMax"/>. Nothing is ever rounded: trailing zeros are fine, half a yen is not an amount.</summary>
    public static Money? FromMajor(decimal major, Currency currency)
    {
        bool isExact = decimal.Round(major, currency.MinorDigits) == major;
        return isExact && Math.Abs(major) <= (decimal)MinorMax / currency.MinorPerMajor
            ? new Money((long)(major * currency.MinorPerMajor), currency)
            : null;
    }

    /// <summary>The plain decimal with all of the currency's decimals and no grouping: <c>20868</c>, <c>139.10</c>.</summary>
    public string ToDecimalString() => Major.ToString("F" + Currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => $"{ToDecimalString()} {Currency}";
}
