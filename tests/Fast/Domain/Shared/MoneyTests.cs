using System.Globalization;
using FollowUpFlows.Domain.Shared;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Shared;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("JPY", "1980", 1980)]
    [InlineData("JPY", "1980.00", 1980)]
    [InlineData("GBP", "139.12", 13_912)]
    [InlineData("GBP", "139.1", 13_910)]
    [InlineData("KWD", "1.234", 1_234)]
    [InlineData("CLF", "0.0001", 1)]
    [InlineData("JPY", "1000000000000", Money.MinorMax)]
    [InlineData("GBP", "10000000000", Money.MinorMax)]
    public void FromMajor_AmountOfTheCurrency_IsExact(string currency, string major, long minor) =>
        Assert.Equal(minor, Money.FromMajor(Decimal(major), Currency.Find(currency)!)?.Minor);

    [Theory]
    [InlineData("JPY", "1980.5")]
    [InlineData("GBP", "139.123")]
    [InlineData("GBP", "1.9999999999999999999999999999")]
    [InlineData("KWD", "1.2345")]
    [InlineData("JPY", "1000000000001")]
    [InlineData("GBP", "10000000000.01")]
    [InlineData("JPY", "79228162514264337593543950335")]
    public void FromMajor_FinerOrLargerThanAllowed_IsNoAmount(string currency, string major) =>
        Assert.Null(Money.FromMajor(Decimal(major), Currency.Find(currency)!));

    [Theory]
    [InlineData("JPY", 20_868, "20868")]
    [InlineData("GBP", 13_910, "139.10")]
    [InlineData("GBP", -5, "-0.05")]
    [InlineData("KWD", 7, "0.007")]
    public void ToDecimalString_HasTheCurrencysDecimals(string currency, long minor, string expected) =>
        Assert.Equal(expected, new Money(minor, Currency.Find(currency)!).ToDecimalString());

    [Theory]
    [InlineData("jpy", "JPY", 0)]
    [InlineData("EUR", "EUR", 2)]
    [InlineData("BHD", "BHD", 3)]
    [InlineData("UYW", "UYW", 4)]
    [InlineData("ZZZ", "ZZZ", 2)]
    public void Find_ThreeLetters_IsACurrency(string code, string expected, int digits)
    {
        Currency? currency = Currency.Find(code);
        Assert.Equal(expected, currency?.Code);
        Assert.Equal(digits, currency?.MinorDigits);
        Assert.Equal((long)Math.Pow(10, digits), currency?.MinorPerMajor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("JP")]
    [InlineData("JPYY")]
    [InlineData("J1Y")]
    [InlineData("円円円")]
    public void Find_AnythingElse_IsNone(string code) => Assert.Null(Currency.Find(code));

    [Fact]
    public void Currency_FoundTwice_IsEqual() => Assert.Equal(Currency.Yen, Currency.Find("JPY"));

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
