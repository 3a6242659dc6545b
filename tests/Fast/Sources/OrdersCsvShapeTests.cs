using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Header, encoding, line ends, number of fields.</summary>
public sealed class OrdersCsvShapeTests
{
    private const string TwoRows = OrdersText.Header + "\nO1,C1,2026-01-31,100\nO2,C2,2026-02-01,200";

    [Fact]
    public void File_WithEveryColumn_GivesEveryField()
    {
        Order order = OrdersText.Only(OrdersText.Read(
            """"
            order_id,customer_id,ordered_at,total,currency,subtotal,discount,cost,status,refunded,email,phone,name,line_user_id,test,items
            O1,C1,2026-01-31,19.80,GBP,15.00,1.25,7.5,placed,2.00,a@example.com,090,山田 太郎,U0,true,"[{""sku"":""A-1"",""name"":""緑茶"",""quantity"":2,""price"":7.5}]"
            """"));
        Assert.Equal(("O1", "C1"), (order.OrderId, order.CustomerId));
        Assert.Equal(new DateOnly(2026, 1, 31), order.OrderedOn);
        Assert.Equal("GBP", order.Currency.Code);
        Assert.Equal(
            (1980, 1500, 125, 750, 200),
            (order.TotalMinor, order.SubtotalMinor, order.DiscountMinor, order.CostMinor, order.RefundedMinor));
        Assert.Equal((OrderStatus.Placed, true), (order.Status, order.IsTest));
        Assert.Equal(new OrderLine("A-1", "緑茶", 2, 750), Assert.Single(order.Lines));
    }

    [Fact]
    public void File_WithRequiredColumnsOnly_LeavesTheRestUnknown()
    {
        Order order = OrdersText.Only(OrdersText.Read(OrdersText.Header + "\nO1,C1,2026-01-31,100\n"));
        Assert.Equal((Currency.Yen, OrderStatus.Paid, false), (order.Currency, order.Status, order.IsTest));
        Assert.Equal(
            (100, null, 0, null, 0),
            (order.TotalMinor, order.SubtotalMinor, order.DiscountMinor, order.CostMinor, order.RefundedMinor));
        Assert.Empty(order.Lines);
    }

    [Theory]
    [InlineData("customer_id,ordered_at,total", "it lacks order_id")]
    [InlineData("order_id,ordered_at,total", "it lacks customer_id")]
    [InlineData("order_id,customer_id,total", "it lacks ordered_at")]
    [InlineData("order_id,customer_id,ordered_at", "it lacks total")]
    [InlineData("order_id,total", "it lacks customer_id, ordered_at")]
    [InlineData("order_id;customer_id;ordered_at;total", "it lacks order_id, customer_id, ordered_at, total")] // Excel in some countries
    [InlineData("O1,C1,2026-01-31,100", "it lacks order_id, customer_id, ordered_at, total")] // no header at all
    [InlineData("", "it lacks order_id, customer_id, ordered_at, total")]
    public void Header_WithoutARequiredColumn_IsRefusedByName(string header, string lacks)
    {
        CsvReading<Order> reading = OrdersText.Read(header + "\nO1,C1,2026-01-31,100\n").Reading;
        Assert.StartsWith("the first line must name the columns order_id,customer_id,ordered_at,total (and may name currency,", reading.Refusal, StringComparison.Ordinal);
        Assert.EndsWith(lacks, reading.Refusal, StringComparison.Ordinal);
        Assert.Empty(reading.Rows);
    }

    [Theory]
    [InlineData("order_id,customer_id,ordered_at,total,total", "total")]
    [InlineData("order_id,customer_id,ordered_at,total,name, name", "name")]
    [InlineData("order_id,customer_id,ordered_at,total,memo,memo", "memo")]
    public void Header_WithAColumnTwice_IsRefusedByName(string header, string column) =>
        Assert.Equal($"the first line names the column '{column}' twice", OrdersText.Read(header + "\nO1,C1,2026-01-31,100,1,2\n").Reading.Refusal);

    [Fact]
    public void Header_WithUnknownColumns_ReportsThemAndReadsTheRest()
    {
        OrdersFile file = OrdersText.Read("order_id,memo,customer_id,ordered_at,total,Status\nO1,x,C1,2026-01-31,100,cancelled\n");
        Assert.Equal(["memo", "Status"], file.Reading.IgnoredColumns);
        Assert.Equal(("C1", OrderStatus.Paid), (OrdersText.Only(file).CustomerId, OrdersText.Only(file).Status));
    }

    [Fact]
    public void Header_WithNamelessColumns_IgnoresThemSilently()
    {
        OrdersFile file = OrdersText.Read(OrdersText.Header + ",,\nO1,C1,2026-01-31,100,,\n");
        Assert.Empty(file.Reading.IgnoredColumns);
        Assert.Equal("O1", OrdersText.Only(file).OrderId);
    }

    [Fact]
    public void HeaderAndFields_SpacesAroundThem_AreDropped()
    {
        Order order = OrdersText.Only(OrdersText.Read(" order_id , customer_id,ordered_at ,total\n O1 ,\" C1 \", 2026-01-31 , 100 \n"));
        Assert.Equal(("O1", "C1", 100), (order.OrderId, order.CustomerId, order.TotalMinor));
    }

    [Fact]
    public void Header_InAnotherOrderAfterAByteOrderMark_IsRead()
    {
        Order order = OrdersText.Only(OrdersText.Read("\uFEFFtotal,ordered_at,customer_id,order_id\n100,2026-01-31,C1,O1\n"));
        Assert.Equal(("O1", "C1", 100), (order.OrderId, order.CustomerId, order.TotalMinor));
    }

    [Theory]
    [InlineData("\n", "")] // no line end after the last row
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\n", "\n\n\n")]
    [InlineData("\n\n", "\n")]
    [InlineData("\r\n\r\n", "\r\n\r\n")]
    public void LineEndsAndBlankLines_DoNotMatter(string between, string after)
    {
        OrdersFile file = OrdersText.Read(TwoRows.Replace("\n", between, StringComparison.Ordinal) + after);
        Assert.Empty(OrdersText.Problems(file));
        Assert.Equal(["O1", "O2"], file.Reading.Rows.Select(o => o.OrderId));
        Assert.Equal([100L, 200L], file.Reading.Rows.Select(o => o.TotalMinor));
    }

    [Theory]
    [InlineData("O1,C1,2026-01-31", 3)]
    [InlineData("O1,C1,2026-01-31,1,980", 5)] // a thousands separator
    [InlineData("O1,C1,2026-01-31,100,", 5)]
    [InlineData("O1", 1)]
    [InlineData("   ", 1)]
    public void Row_WithAnotherNumberOfFields_IsBadAndTheOthersAreKept(string row, int fields)
    {
        OrdersFile file = OrdersText.Read($"{OrdersText.Header}\nO8,C1,2026-01-31,1\n{row}\nO9,C1,2026-01-31,1\n");
        Assert.Equal([$"3: the row has {fields} fields, the header 4; put fields that contain a comma in quotation marks"], OrdersText.Problems(file));
        Assert.Equal(["O8", "O9"], file.Reading.Rows.Select(o => o.OrderId));
    }

    [Fact]
    public void File_Empty_IsRefusedAsOneWithoutAHeader() =>
        Assert.Contains("it lacks order_id", OrdersText.Read("").Reading.Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData(OrdersText.Header)]
    [InlineData(OrdersText.Header + "\n")]
    public void File_WithAHeaderOnly_HasNoOrders(string text)
    {
        OrdersFile file = OrdersText.Read(text);
        Assert.Empty(OrdersText.Problems(file));
        Assert.Empty(file.Reading.Rows);
        Assert.Equal((Currency.Yen, 0), (file.Currency, file.ReplacedCount));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)] // the fault is met long after the first rows were read
    public void File_ThatIsNotUtf8_IsRefusedWholeWithARemedy(int goodRows)
    {
        string good = string.Concat(Enumerable.Range(1, goodRows).Select(i => $"O{i},C1,2026-01-31,1,\n"));
        byte[] shiftJis = [0x8E, 0x52, 0x93, 0x63]; // 山田
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{OrdersText.Header},name\n{good}Z,C1,2026-01-31,1,"), .. shiftJis, (byte)'\n'];
        CsvReading<Order> reading = OrdersText.Read(bytes).Reading;
        Assert.Equal("the file is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)", reading.Refusal);
        Assert.Empty(reading.Rows);
    }

    [Fact]
    public void File_WithAHeaderThatIsNotUtf8_IsRefusedWithARemedy() =>
        Assert.Equal("the file is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)", OrdersText.Read([0x92, 0x8D, 0x95, 0xB6, (byte)',', 0x8E]).Reading.Refusal);
}
