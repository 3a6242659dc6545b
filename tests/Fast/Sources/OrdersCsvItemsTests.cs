using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>The column <c>items</c>.</summary>
public sealed class OrdersCsvItemsTests
{
    private const string Shape = """items must be a JSON list such as [{"sku":"A-1","name":"緑茶","quantity":2,"price":1980}]""";

    [Fact]
    public void Items_SeveralOfThem_AreLinesInTheirOrder() => Assert.Equal(
        [new OrderLine("A-1", "緑茶", 2, 1980), new OrderLine("B", "急須, 黒", 1, 0)],
        Lines("""[{"sku":"A-1","name":"緑茶","quantity":2,"price":1980},{"price":0,"name":"急須, 黒","sku":"B","quantity":1}]"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    public void Items_EmptyOrNone_AreNoLines(string json) => Assert.Empty(Lines(json));

    [Theory]
    [InlineData("""{}""", null, null, 1, null)]
    [InlineData("""{"sku":"A"}""", "A", null, 1, null)]
    [InlineData("""{"name":"茶"}""", null, "茶", 1, null)]
    [InlineData("""{"quantity":3}""", null, null, 3, null)]
    [InlineData("""{"price":1980}""", null, null, 1, 1980L)]
    [InlineData("""{"sku":null,"name":"","quantity":null,"price":null}""", null, null, 1, null)]
    [InlineData("""{"sku":12,"name":34,"quantity":"2","price":"1980"}""", "12", "34", 2, 1980L)] // numbers as text and text as numbers
    [InlineData("""{"sku":"A","color":{"id":[1]}}""", "A", null, 1, null)] // a field that nobody asked for
    [InlineData("""{"price":1980.0}""", null, null, 1, 1980L)]
    [InlineData("""{"price":1.98e3}""", null, null, 1, 1980L)] // JSON writes numbers so, too
    [InlineData("""{"name":"\u7dd1\u8336"}""", null, "緑茶", 1, null)]
    public void Item_WithAbsentFields_LeavesThemUnknown(string item, string? sku, string? name, int quantity, long? price) =>
        Assert.Equal(new OrderLine(sku, name, quantity, price), Assert.Single(Lines($"[{item}]")));

    [Theory]
    [InlineData("GBP", "7.50", 750)]
    [InlineData("KWD", "7.505", 7505)]
    public void Price_InTheFilesCurrency_IsExactMinorUnits(string currency, string price, long minor) => Assert.Equal(
        minor, OrdersText.Only(OrdersText.ReadRow("items", $$"""[{"price":{{price}}}]""", currency)).Lines[0].PriceMinor);

    [Theory]
    [InlineData("""{"quantity":0}""")]
    [InlineData("""{"quantity":-1}""")]
    [InlineData("""{"quantity":1.5}""")]
    [InlineData("""{"quantity":"two"}""")]
    [InlineData("""{"quantity":true}""")]
    [InlineData("""{"quantity":2147483648}""")]
    [InlineData("""{"price":-1}""")]
    [InlineData("""{"price":19.8}""")] // half a yen
    [InlineData("""{"price":"abc"}""")]
    [InlineData("""{"price":"1,980"}""")]
    [InlineData("""{"price":1000000000001}""")]
    [InlineData("""{"price":1e99}""")]
    [InlineData("""{"price":[]}""")]
    [InlineData("""{"sku":{}}""")]
    [InlineData("""{"sku":["A"]}""")]
    [InlineData("""{"sku":true}""")]
    [InlineData("""{"name":{"ja":"緑茶"}}""")]
    [InlineData("""{"name":false}""")]
    [InlineData("1")]
    [InlineData("\"A\"")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Item_ThatSaysSomethingWrong_RefusesTheRowAndIsNumbered(string item) => Assert.Equal(
        $"{Shape}; item 2 is not (quantity is a whole number from 1, price an amount in JPY)", Fault($$"""[{"sku":"A"},{{item}}]"""));

    [Theory]
    [InlineData("緑茶 2個")]
    [InlineData("[")]
    [InlineData("[{]")]
    [InlineData("{}")]
    [InlineData("""{"sku":"A"}""")]
    [InlineData("\"A\"")]
    [InlineData("null")]
    [InlineData("[] []")]
    [InlineData("""[{'sku':'A'}]""")]
    [InlineData("""[{"sku":"A"},]""")]
    [InlineData("""[{"sku":"\ud800"}]""")] // half a character: JSON, but not text
    [InlineData("""[{"\ud800":"A"}]""")]
    public void Items_ThatAreNotAListInJson_RefuseTheRowWithAnExample(string json) => Assert.Equal(Shape, Fault(json));

    private static IReadOnlyList<OrderLine> Lines(string json) => OrdersText.Only(OrdersText.ReadRow("items", json)).Lines;

    private static string Fault(string json) => OrdersText.Fault(OrdersText.ReadRow("items", json));
}
