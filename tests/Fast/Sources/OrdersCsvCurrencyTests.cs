using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>A file has one currency: the option's, else its column's, else the yen.</summary>
public sealed class OrdersCsvCurrencyTests
{
    [Theory]
    [InlineData(null, null, "JPY")]
    [InlineData(null, "", "JPY")]
    [InlineData(null, "GBP", "GBP")]
    [InlineData(null, "gbp", "GBP")]
    [InlineData(null, " Gbp ", "GBP")]
    [InlineData("GBP", null, "GBP")]
    [InlineData("GBP", "", "GBP")]
    [InlineData("GBP", "GBP", "GBP")]
    [InlineData("gbp", "GBP", "GBP")]
    public void Currency_IsTheOptionsElseTheColumnsElseTheYen(string? option, string? column, string expected)
    {
        OrdersFile file = column is null ? OrdersText.ReadRow(currency: option) : OrdersText.ReadRow("currency", column, option);
        Assert.Equal((expected, expected), (file.Currency.Code, OrdersText.Only(file).Currency.Code));
    }

    [Theory]
    [InlineData("JPY", "GBP")]
    [InlineData("GBP", "JPY")]
    public void Row_InAnotherCurrencyThanTheOption_IsRefused(string option, string column)
    {
        OrdersFile file = OrdersText.ReadRow("currency", column, option);
        Assert.Equal($"currency {column} differs from the file's {option}; a file has one currency, which --currency can name", OrdersText.Fault(file));
        Assert.Equal(option, file.Currency.Code);
    }

    [Fact]
    public void Rows_AfterTheFirstNamedCurrency_AreInItOrBad()
    {
        OrdersFile file = Read("O1,GBP,1.23", "O2,,2.34", "O3,JPY,100", "O4,gbp,3.45", "O5,usd,4");
        Assert.Equal(
            ["4: currency JPY differs from the file's GBP; a file has one currency, which --currency can name", "6: currency USD differs from the file's GBP; a file has one currency, which --currency can name"],
            OrdersText.Problems(file));
        Assert.Equal([("O1", 123L), ("O2", 234L), ("O4", 345L)], file.Reading.Rows.Select(o => (o.OrderId, o.TotalMinor)));
        Assert.Equal("GBP", file.Currency.Code);
    }

    [Fact]
    public void FirstRow_WithoutACurrency_MakesTheFileYen()
    {
        OrdersFile file = Read("O1,,100", "O2,GBP,1.00", "O3,JPY,200");
        Assert.Equal(["3: currency GBP differs from the file's JPY; a file has one currency, which --currency can name"], OrdersText.Problems(file));
        Assert.Equal(["O1", "O3"], file.Reading.Rows.Select(o => o.OrderId));
        Assert.Equal("JPY", file.Currency.Code);
    }

    [Theory]
    [InlineData("¥")]
    [InlineData("YE")]
    [InlineData("YENS")]
    [InlineData("Y3N")]
    [InlineData("円円円")]
    public void Currency_ThatIsNotThreeLetters_IsRefusedAndDoesNotDecideTheFile(string code)
    {
        OrdersFile file = Read($"O1,{code},100", "O2,GBP,1.23");
        Assert.Equal([$"2: currency '{code}' is not a code of three letters such as JPY"], OrdersText.Problems(file));
        Assert.Equal(["O2"], file.Reading.Rows.Select(o => o.OrderId));
        Assert.Equal("GBP", file.Currency.Code);
    }

    private static OrdersFile Read(params string[] rows) => OrdersText.Read(
        "order_id,currency,total,customer_id,ordered_at\n" + string.Concat(rows.Select(r => $"{r},C1,2026-01-31\n")));
}
