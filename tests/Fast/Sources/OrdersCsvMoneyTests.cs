using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Amounts: exact, in the decimals of the currency, never rounded.</summary>
public sealed class OrdersCsvMoneyTests
{
    private const string Plain = "is not a number; write it plainly, without signs or separators, such as 1980 or 19.80";

    public static TheoryData<string> AmountColumns => ["total", "subtotal", "discount", "cost", "refunded"];

    [Theory]
    [InlineData("JPY", "0", 0)]
    [InlineData("JPY", "100", 100)]
    [InlineData("JPY", "100.0", 100)]
    [InlineData("JPY", "0100", 100)]
    [InlineData("JPY", "1000000000000", 1_000_000_000_000)]
    [InlineData("GBP", "1", 100)]
    [InlineData("GBP", "1.2", 120)]
    [InlineData("GBP", "1.23", 123)]
    [InlineData("GBP", "1.230", 123)]
    [InlineData("GBP", "0.01", 1)]
    [InlineData("GBP", "10000000000.00", 1_000_000_000_000)]
    [InlineData("KWD", "1.234", 1234)]
    [InlineData("CLF", "1.2345", 12345)]
    [InlineData("XYZ", "1.23", 123)] // not in ISO 4217: two decimals
    public void Total_InTheCurrencysDecimals_IsExactMinorUnits(string currency, string text, long minor)
    {
        Order order = OrdersText.Only(OrdersText.ReadRow("total", text, currency));
        Assert.Equal((currency, minor), (order.Currency.Code, order.TotalMinor));
    }

    [Theory]
    [InlineData("JPY", "100.5", 0)]
    [InlineData("JPY", "0.1", 0)]
    [InlineData("GBP", "1.234", 2)]
    [InlineData("GBP", "0.001", 2)]
    [InlineData("KWD", "1.2345", 3)]
    [InlineData("CLF", "1.23456", 4)]
    public void Total_WithMoreDecimalsThanTheCurrency_IsRefusedNotRounded(string currency, string text, int decimals) => Assert.Equal(
        $"total '{text}' has more than the {decimals} decimals of {currency}; if the file is in another currency, say so with --currency",
        OrdersText.Fault(OrdersText.ReadRow("total", text, currency)));

    [Theory]
    [InlineData("JPY", "1000000000001")]
    [InlineData("GBP", "10000000000.01")]
    public void Total_LargerThanAnyOrder_IsRefused(string currency, string text) =>
        Assert.Equal($"total '{text}' is larger than any order", OrdersText.Fault(OrdersText.ReadRow("total", text, currency)));

    [Theory]
    [InlineData("-1")]
    [InlineData("-0.5")]
    public void Total_Negative_IsRefusedAndSaysWhereReturnsGo(string text) => Assert.Equal(
        $"total '{text}' is negative; returns go into the column 'refunded' of the order that they belong to",
        OrdersText.Fault(OrdersText.ReadRow("total", text)));

    [Theory]
    [InlineData("abc")]
    [InlineData("1,980")]
    [InlineData("1 980")]
    [InlineData("¥1980")]
    [InlineData("1980円")]
    [InlineData("£1.23")]
    [InlineData("1.980,00")]
    [InlineData("1e3")]
    [InlineData("+5")]
    [InlineData("1.000000000000000000000000001")] // more digits than are exact
    [InlineData("0x10")]
    [InlineData("(100)")]
    [InlineData("１００")] // full width
    [InlineData("NaN")]
    [InlineData(".")]
    public void Total_ThatIsNotAPlainNumber_IsRefused(string text) =>
        Assert.Equal($"total '{text}' {Plain}", OrdersText.Fault(OrdersText.ReadRow("total", text)));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Total_Empty_IsRefused(string text) => Assert.Equal("total is empty", OrdersText.Fault(OrdersText.ReadRow("total", text)));

    [Theory]
    [InlineData("99999999999999999999999999999999")] // more digits than any number type holds
    [InlineData("-99999999999999999999999999999999")]
    public void Total_OfTooManyDigits_IsRefusedAndDoesNotThrow(string text) =>
        Assert.StartsWith($"total '{text}' ", OrdersText.Fault(OrdersText.ReadRow("total", text)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(AmountColumns))]
    public void AmountColumn_ThatIsNotANumber_IsNamed(string column) =>
        Assert.Equal($"{column} 'x' {Plain}", OrdersText.Fault(OrdersText.ReadRow(column, "x")));

    [Theory]
    [MemberData(nameof(AmountColumns))]
    public void AmountColumn_WithTooManyDecimals_IsNamed(string column) =>
        Assert.StartsWith($"{column} '0.5' has more than the 0 decimals of JPY", OrdersText.Fault(OrdersText.ReadRow(column, "0.5")), StringComparison.Ordinal);

    [Theory]
    [InlineData("", null, 0, null, 0)]
    [InlineData("0", 0L, 0, 0L, 0)] // unknown is not zero
    [InlineData("1.5", 150L, 150, 150L, 150)]
    public void OptionalAmounts_EmptyOrGiven_AreUnknownOrExact(string text, long? subtotal, long discount, long? cost, long refunded)
    {
        Order order = OrdersText.Only(OrdersText.ReadRow(currency: "GBP", fields: [("subtotal", text), ("discount", text), ("cost", text), ("refunded", text)]));
        Assert.Equal((subtotal, discount, cost, refunded), (order.SubtotalMinor, order.DiscountMinor, order.CostMinor, order.RefundedMinor));
    }

    [Fact]
    public void RefundedAndDiscount_AboveTheTotal_AreKept()
    {
        Order order = OrdersText.Only(OrdersText.ReadRow(fields: [("refunded", "101"), ("discount", "102")]));
        Assert.Equal((100, 101, 102), (order.TotalMinor, order.RefundedMinor, order.DiscountMinor));
    }

    [Fact]
    public void Total_WrittenWithTheCurrencysDecimals_ComesBackExactly() => Law.Holds(
        from currency in Gen.Elements("JPY", "GBP", "KWD", "CLF")
        from high in Gen.Choose(0, 999_999)
        from low in Gen.Choose(0, 1_000_000)
        select new Money((high * 1_000_000L) + low, Currency.Find(currency)!),
        money => OrdersText.Only(OrdersText.ReadRow("total", money.ToDecimalString(), money.Currency.Code)).TotalMinor == money.Minor);
}
