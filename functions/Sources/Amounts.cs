using System.Globalization;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources;

/// <summary>What is wrong with an amount.</summary>
internal enum AmountFault
{
    NotPlain,
    Negative,
    TooManyDecimals,
    TooLarge,
}

/// <summary>Amounts as shops write them: plain decimals in major units, never rounded.</summary>
internal static class Amounts
{
    // Beyond 28 digits a decimal would be cut silently.
    private const int LengthMax = 28;

    private const NumberStyles PlainStyles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>The amount in minor units, ≥ 0, or what is wrong with it.</summary>
    public static (long Minor, AmountFault? Fault) Parse(string text, Currency currency)
    {
        if (Plain(text) is not { } major)
        {
            return (0, AmountFault.NotPlain);
        }

        if (major < 0)
        {
            return (0, AmountFault.Negative);
        }

        if (Money.FromMajor(major, currency) is { } money)
        {
            return (money.Minor, null);
        }

        return (0, decimal.Round(major, currency.MinorDigits) == major ? AmountFault.TooLarge : AmountFault.TooManyDecimals);
    }

    /// <summary>Null for what is no plain decimal.</summary>
    public static decimal? Plain(string text) => text.Length is > 0 and <= LengthMax
        && text[0] != '+'
        && decimal.TryParse(text, PlainStyles, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : null;

    /// <summary>The minor units, ≥ 0, of a whole number of parts; null for anything else.</summary>
    /// <param name="digits">How many decimals make the parts: a source may see more of them, or fewer, than the currency has.</param>
    public static long? OfParts(string text, Currency currency, int digits) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long parts)
            ? Money.FromMajor(new decimal(parts) / (decimal)Math.Pow(10, digits), currency)?.Minor
            : null;
}
