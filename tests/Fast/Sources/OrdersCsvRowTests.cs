using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Words, ids, faults of a row, and rows that come again.</summary>
public sealed class OrdersCsvRowTests
{
    [Theory]
    [InlineData("paid", OrderStatus.Paid)]
    [InlineData("", OrderStatus.Paid)]
    [InlineData("PAID", OrderStatus.Paid)]
    [InlineData("placed", OrderStatus.Placed)]
    [InlineData("Placed", OrderStatus.Placed)]
    [InlineData("cancelled", OrderStatus.Cancelled)]
    [InlineData(" CANCELLED ", OrderStatus.Cancelled)]
    public void Status_InAnyCase_IsTaken(string text, OrderStatus status) =>
        Assert.Equal(status, OrdersText.Only(OrdersText.ReadRow("status", text)).Status);

    [Theory]
    [InlineData("canceled")] // one l
    [InlineData("refunded")]
    [InlineData("0")]
    [InlineData("入金済み")]
    public void Status_Unknown_IsRefusedWithTheWords(string text) =>
        Assert.Equal($"status '{text}' must be one of paid, placed, cancelled", OrdersText.Fault(OrdersText.ReadRow("status", text)));

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("", false)]
    public void Test_InAnyCase_IsTaken(string text, bool isTest) => Assert.Equal(isTest, OrdersText.Only(OrdersText.ReadRow("test", text)).IsTest);

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("0")]
    public void Test_Unknown_IsRefusedWithTheWords(string text) =>
        Assert.Equal($"test '{text}' must be one of true, false", OrdersText.Fault(OrdersText.ReadRow("test", text)));

    [Theory]
    [InlineData("order_id", "order_id is empty")]
    [InlineData("customer_id", "customer_id is empty, and so is email")]
    [InlineData("ordered_at", "ordered_at is empty")]
    [InlineData("total", "total is empty")]
    public void RequiredField_Empty_IsRefusedByName(string column, string fault) => Assert.Equal(fault, OrdersText.Fault(OrdersText.ReadRow(column, " ")));

    [Theory]
    [InlineData("", "Hanako@Example.JP", "hanako@example.jp")]
    [InlineData(" ", " hanako@example.jp ", "hanako@example.jp")]
    [InlineData("C1", "hanako@example.jp", "C1")]
    public void Guest_IsKnownByTheEmailAddress(string customerId, string email, string expected) =>
        Assert.Equal(expected, OrdersText.Only(OrdersText.ReadRow(fields: [("customer_id", customerId), ("email", email)])).CustomerId);

    [Fact]
    public void Row_WithSeveralFaults_NamesEachField()
    {
        string fault = OrdersText.Fault(OrdersText.ReadRow(fields:
        [
            ("order_id", ""), ("customer_id", ""), ("ordered_at", "x1"), ("total", "x2"), ("currency", "x3"), ("subtotal", "x4"),
            ("discount", "x5"), ("cost", "x6"), ("refunded", "x7"), ("status", "x8"), ("test", "x9"), ("items", "y0"),
        ]));
        string[] parts =
        [
            "order_id is empty", "customer_id is empty, and so is email", "ordered_at 'x1'", "total 'x2'", "currency 'x3'", "subtotal 'x4'",
            "discount 'x5'", "cost 'x6'", "refunded 'x7'", "status 'x8'", "test 'x9'", "items must be",
        ];
        Assert.All(parts, part => Assert.Contains(part, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Row_AfterABadOne_CarriesNoneOfItsFaults()
    {
        OrdersFile file = OrdersText.Read($"{OrdersText.Header}\nO1,,x,y\nO2,C1,2026-01-31,100\nO3,C1,2026-01-31,y\n");
        Assert.Equal([2, 4], file.Reading.BadRows.Select(b => b.Line));
        Assert.StartsWith("total 'y'", file.Reading.BadRows[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0012")] // a leading zero is part of an id
    [InlineData("１２")]
    [InlineData("a b")]
    [InlineData("=1+1")]
    public void Ids_AreTextAsWritten(string id)
    {
        Order order = OrdersText.Only(OrdersText.ReadRow(fields: [("order_id", id), ("customer_id", id)]));
        Assert.Equal((id, id), (order.OrderId, order.CustomerId));
    }

    [Fact]
    public void SameOrderId_Again_ReplacesTheWholeRowInItsPlace()
    {
        OrdersFile file = OrdersText.Read(
            $"{OrdersText.Header},status,subtotal\nO1,C1,2026-01-31,100,paid,90\nO2,C2,2026-02-01,200,,\nO1,C9,2026-03-01,300,cancelled,\n");
        Assert.Empty(OrdersText.Problems(file));
        Assert.Equal(["O1", "O2"], file.Reading.Rows.Select(o => o.OrderId));
        Order order = file.Reading.Rows[0];
        Assert.Equal(("C9", new DateOnly(2026, 3, 1), 300, OrderStatus.Cancelled), (order.CustomerId, order.OrderedOn, order.TotalMinor, order.Status));
        Assert.Null(order.SubtotalMinor);
        Assert.Equal(1, file.ReplacedCount);
    }

    [Fact]
    public void SameOrderId_InALaterBadRow_LeavesTheGoodOne()
    {
        OrdersFile file = OrdersText.Read($"{OrdersText.Header}\nO1,C1,2026-01-31,100\nO1,C1,2026-01-31,200\nO1,C1,2026-01-31,bad\n");
        Assert.Equal((200, 1), (Assert.Single(file.Reading.Rows).TotalMinor, file.ReplacedCount));
        Assert.Equal([4], file.Reading.BadRows.Select(b => b.Line));
    }

    [Fact]
    public void OrderIds_ThatDifferInCase_AreTwoOrders()
    {
        OrdersFile file = OrdersText.Read($"{OrdersText.Header}\no1,C1,2026-01-31,100\nO1,C1,2026-01-31,200\n");
        Assert.Equal((2, 0), (file.Reading.Rows.Count, file.ReplacedCount));
    }

    [Fact]
    public void Rows_Shuffled_GiveTheSameOrders() => Law.Holds(
        from rows in Rows
        from shuffled in Gen.Shuffle(rows)
        select (rows, shuffled),
        c => Orders(c.rows).OrderBy(o => o.OrderId, StringComparer.Ordinal).SequenceEqual(Orders(c.shuffled).OrderBy(o => o.OrderId, StringComparer.Ordinal)));

    [Fact]
    public void Rows_AllRepeated_GiveTheSameOrdersInTheSamePlaces() => Law.Holds(
        from rows in Rows
        from again in Gen.Shuffle(rows)
        select (rows, again),
        c =>
        {
            OrdersFile twice = Read([.. c.rows, .. c.again]);
            return twice.Reading.Rows.SequenceEqual(Orders(c.rows)) && twice.ReplacedCount == c.rows.Length;
        });

    /// <summary>Good rows, each with its own order id.</summary>
    private static Gen<string[]> Rows =>
        (from customer in Gen.Choose(1, 4)
         from day in Gen.Choose(1, 28)
         from yen in Gen.Choose(0, 9_999)
         select $"C{customer},2026-02-{day:00},{yen}").ArrayOf().Select(rows => rows.Select((r, i) => $"O{i},{r}").ToArray());

    private static OrdersFile Read(string[] rows) => OrdersText.Read($"{OrdersText.Header}\n{string.Join('\n', rows)}\n");

    private static IReadOnlyList<Order> Orders(string[] rows) => Read(rows).Reading.Rows;
}
