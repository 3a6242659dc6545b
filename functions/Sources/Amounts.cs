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

    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>The amount in minor units, ≥ 0, or what is wrong with it.</summary>
    public static (long Minor, AmountFault? Fault) Parse(string text, Currency currency)
    {
        if (text.Length is 0 or > LengthMax
            || text[0] == '+'
            || !decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out decimal major))
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
}
