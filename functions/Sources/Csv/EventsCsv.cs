using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Csv;

/// <summary>One event of a file.</summary>
/// <param name="CustomerId">The file's own id.</param>
/// <param name="Value">An answer, a link, a note; null when the field is empty. It weighs nothing.</param>
public sealed record EventRow(string CustomerId, EngagementEvent Event, DateTimeOffset At, string? Value);

/// <summary>Reads events from CSV: <c>customer_id,type,at,value</c>. Every row is an event of its own.</summary>
public static class EventsCsv
{
    /// <summary>The columns that an events file has.</summary>
    public static CsvColumns Columns { get; } = new(["customer_id", "type", "at"], ["value"]);

    /// <summary>Reads the whole file.</summary>
    /// <param name="calendar">Gives instants their day.</param>
    public static CsvReading<EventRow> Read(Stream stream, ShopCalendar calendar) =>
        CsvFile.Read(stream, Columns, row =>
        {
            string customerId = row.RequiredText("customer_id");
            string type = row.RequiredText("type").ToLowerInvariant();
            (DateTimeOffset At, DateOnly On)? moment = row.Moment("at", calendar);
            return moment is { } m ? new EventRow(customerId, new EngagementEvent(type, m.On), m.At, row.Text("value")) : null;
        });
}
