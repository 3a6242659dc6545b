using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Quotation marks, and the line numbers of what is wrong.</summary>
public sealed class OrdersCsvQuoteTests
{
    private const string Header = OrdersText.Header + ",name\n";
    private const string Stray = "a quotation mark stands inside an unquoted field; put the field in quotation marks and double those inside it";
    private const string TextAfter = "text follows a closing quotation mark; double the quotation marks inside a field";
    private const string Unterminated = "a quotation mark opens here and is never closed, so the rest of the file cannot be read; close it";

    [Theory]
    [InlineData("\"C,1\"", "C,1")]
    [InlineData("\"C \"\"1\"\"\"", "C \"1\"")]
    [InlineData("\"C\n1\"", "C\n1")]
    [InlineData("\"C\r\n1\"", "C\r\n1")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("\"山田, 太郎\"", "山田, 太郎")]
    public void QuotedField_GivesWhatStandsBetweenTheQuotes(string field, string value) =>
        Assert.Equal(value, OrdersText.Only(OrdersText.Read($"{Header}O1,{field},2026-01-31,100,\n")).CustomerId);

    [Theory]
    [InlineData("a\"b", Stray)]
    [InlineData("a\"", Stray)]
    [InlineData("\"a\"b", TextAfter)]
    [InlineData("\"a\" ", TextAfter)]
    public void Row_WithABrokenQuote_IsBadAndTheOthersAreKept(string name, string reason)
    {
        OrdersFile file = OrdersText.Read($"{Header}O1,C1,2026-01-31,1,\nO2,C1,2026-01-31,1,{name}\nO3,C1,2026-01-31,1,\n");
        Assert.Equal([$"3: {reason}"], OrdersText.Problems(file));
        Assert.Equal(["O1", "O3"], file.Reading.Rows.Select(o => o.OrderId));
    }

    [Fact]
    public void Quote_NeverClosed_IsReportedWhereItOpens()
    {
        OrdersFile file = OrdersText.Read($"{Header}O1,C1,2026-01-31,1,\nO2,C1,2026-01-31,1,\"open\nO3,C1,2026-01-31,1,\nO4,C1,2026-01-31,1,\n");
        Assert.Equal([$"3: {Unterminated}"], OrdersText.Problems(file));
        Assert.Equal(["O1"], file.Reading.Rows.Select(o => o.OrderId));
    }

    [Theory]
    [InlineData("order_id,customer_id,ordered_at,total,\"x\"y", TextAfter)]
    [InlineData("order_id,customer_id,ordered_at,total,x\"y", Stray)]
    [InlineData("order_id,customer_id,ordered_at,total,\"x", Unterminated)]
    public void Header_WithABrokenQuote_IsRefusedAndNoRowIsBlamed(string header, string reason)
    {
        CsvReading<Order> reading = OrdersText.Read($"{header}\nO1,C1,2026-01-31,1,\n").Reading;
        Assert.Equal($"the first line: {reason}", reading.Refusal);
        Assert.Empty(reading.BadRows);
    }

    [Fact]
    public void BrokenQuotes_InSeveralRows_AreEachReportedOnTheirLine()
    {
        OrdersFile file = OrdersText.Read($"{Header}O1,C1,2026-01-31,1,a\"\nO2,C1,2026-01-31,1,ok\nO3,C1,2026-01-31,1,\"b\"c\nO4,C1,x,1,\n");
        Assert.Equal([2, 4, 5], file.Reading.BadRows.Select(b => b.Line));
        Assert.Equal([Stray, TextAfter], file.Reading.BadRows.Take(2).Select(b => b.Reason));
        Assert.StartsWith("ordered_at 'x'", file.Reading.BadRows[2].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void BadRow_AfterLineBreaksInsideFieldsAndBlankLines_HasItsExactLine(string newLine)
    {
        string text = $"{Header}O1,C1,2026-01-31,1,\"山\n田\n\"\n\nO2,C1,bad,1,\"a\nb\"\nO3,C1,2026-01-31,1,\nO4,C1,bad,1,\n";
        OrdersFile file = OrdersText.Read(text.Replace("\n", newLine, StringComparison.Ordinal));
        Assert.Equal([6, 9], file.Reading.BadRows.Select(b => b.Line)); // a row's line is the one on which it begins
        Assert.Equal(["O1", "O3"], file.Reading.Rows.Select(o => o.OrderId));
    }

    [Fact]
    public void BadRow_WhateverStandsBeforeIt_HasItsExactLine() => Law.Holds(NamesAndNewLine, c =>
    {
        string rows = string.Concat(c.Names.Select((n, i) => $"O{i},C1,2026-01-31,1,{OrdersText.Quote(n)}{c.NewLine}"));
        OrdersFile file = OrdersText.Read($"{Header}{rows}bad,C1,2026-01-31,,{c.NewLine}O,C1,2026-01-31,1,");
        BadRow bad = Assert.Single(file.Reading.BadRows);
        return bad.Line == 2 + rows.Count(x => x == '\n') && file.Reading.Rows.Count == c.Names.Length + 1;
    });

    [Fact]
    public void CustomerId_OfAnyCharacters_ComesBackAsItWas() => Law.Holds(NamesAndNewLine, c =>
    {
        string rows = string.Concat(c.Names.Select((n, i) => $"O{i},{OrdersText.Quote($"<{n}>")},2026-01-31,1,{c.NewLine}"));
        return OrdersText.Read(Header + rows).Reading.Rows.Select(o => o.CustomerId).SequenceEqual(c.Names.Select(n => $"<{n}>"));
    });

    private static Gen<(string[] Names, string NewLine)> NamesAndNewLine =>
        from names in Gen.Elements("a", "山", ",", "\"", "\n", "\r\n", " ", ";", "'", "😀", "é").ArrayOf().Select(string.Concat).ArrayOf()
        from newLine in Gen.Elements("\n", "\r\n")
        select (names, newLine);
}
