using System.Text;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Csv;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Sources;

/// <summary>Events files: <c>customer_id,type,at,value</c>.</summary>
public sealed class EventsCsvTests
{
    private const string Header = "customer_id,type,at,value\n";

    [Fact]
    public void Row_GivesTheEventOnTheShopsDay()
    {
        EventRow only = Assert.Single(Read(Header + "C1,click,2026-01-31T15:00:00Z,\"spring, \"\"new\"\"\"\n").Rows);
        Assert.Equal(("C1", "click", new DateOnly(2026, 2, 1)), (only.CustomerId, only.Event.Type, only.Event.On));
        Assert.Equal((new DateTimeOffset(2026, 1, 31, 15, 0, 0, TimeSpan.Zero), "spring, \"new\""), (only.At, only.Value));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-01-31T14:59:59Z", "2026-01-31")]
    [InlineData("Asia/Tokyo", "2026-01-31T15:00:00Z", "2026-02-01")]
    [InlineData("America/New_York", "2026-03-09T03:59:59Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-03-09T04:00:00Z", "2026-03-09")]
    [InlineData("America/New_York", "2026-03-09", "2026-03-09")]
    [InlineData("Pacific/Kiritimati", "2026-03-09", "2026-03-09")]
    public void At_DateOrInstant_FallsOnTheShopsDay(string zone, string at, string day) =>
        Assert.Equal(day, $"{Assert.Single(Read($"{Header}C1,click,{at},\n", zone).Rows).Event.On:yyyy-MM-dd}");

    [Theory]
    [InlineData("CLICK", "click")]
    [InlineData(" Ugc ", "ugc")]
    [InlineData("visited-store", "visited-store")] // unknown types are kept
    public void Type_InAnyCase_IsALowerCaseWord(string type, string expected) =>
        Assert.Equal(expected, Assert.Single(Read($"{Header}C1,{type},2026-01-31,\n").Rows).Event.Type);

    [Theory]
    [InlineData("value,at,type,customer_id\n,2026-01-31,click,C1\n")]
    [InlineData("customer_id,type,at\nC1,click,2026-01-31\n")]
    [InlineData("\uFEFFcustomer_id,type,at\r\nC1,click,2026-01-31")]
    public void Value_EmptyOrWithoutAColumn_IsUnknown(string text)
    {
        EventRow only = Assert.Single(Read(text).Rows);
        Assert.Equal(("C1", "click", null), (only.CustomerId, only.Event.Type, only.Value));
    }

    [Fact]
    public void SameRow_Again_IsAnotherEvent() =>
        Assert.Equal(3, Read(Header + string.Concat(Enumerable.Repeat("C1,click,2026-01-31,\n", 3))).Rows.Count);

    [Theory]
    [InlineData(",click,2026-01-31,", "customer_id is empty")]
    [InlineData("C1,,2026-01-31,", "type is empty")]
    [InlineData("C1,click,,", "at is empty")]
    [InlineData("C1,click,2026-02-30,", "at '2026-02-30' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)")]
    [InlineData("C1,click,2026-01-31T10:00:00,", "at '2026-01-31T10:00:00' is neither a date (2026-01-31) nor an instant with its offset (2026-01-31T19:30:00+09:00)")]
    [InlineData(",,,", "customer_id is empty; type is empty; at is empty")]
    [InlineData("C1,click,2026-01-31", "the row has 3 fields, the header 4; put fields that contain a comma in quotation marks")]
    public void Row_WithAFault_IsBadAndTheOthersAreKept(string row, string reason)
    {
        CsvReading<EventRow> reading = Read($"{Header}A,open,2026-01-31,\"1\n2\"\n{row}\nB,open,2026-01-31,\n");
        Assert.Equal([new BadRow(4, reason)], reading.BadRows);
        Assert.Equal(["A", "B"], reading.Rows.Select(e => e.CustomerId));
    }

    [Theory]
    [InlineData("customer_id,type\n", "it lacks at")]
    [InlineData("", "it lacks customer_id, type, at")]
    public void Header_WithoutARequiredColumn_IsRefusedByName(string text, string lacks)
    {
        string? refusal = Read(text).Refusal;
        Assert.StartsWith("the first line must name the columns customer_id,type,at (and may name value); ", refusal, StringComparison.Ordinal);
        Assert.EndsWith(lacks, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_WithAnUnknownColumn_ReportsIt() =>
        Assert.Equal(["weight"], Read("customer_id,type,at,weight\nC1,click,2026-01-31,3\n").IgnoredColumns);

    private static CsvReading<EventRow> Read(string text, string zone = "Asia/Tokyo")
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return EventsCsv.Read(stream, ShopCalendar.Find(zone)!);
    }
}
