using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Csv;

/// <summary>One event of a file.</summary>
/// <param name="CustomerId">The file's own id.</param>
/// <param name="Value">An answer, a link, a note; null when the field is empty. It weighs nothing.</param>
public sealed record EventRow(string CustomerId, EngagementEvent Event, DateTimeOffset At, string? Value)
{
    /// <summary>Line of the file on which the row begins, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The same event as a source tells it.</summary>
    public FileEvent Told() =>
        new(Line, new SourceCustomer { ExternalId = CustomerId, UpdatedAt = At }, new SourceEvent(Event.Type, At, Value) { On = Event.On });
}

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
            string customerId = row.RequiredId("customer_id");
            string type = row.RequiredText("type").ToLowerInvariant();
            (DateTimeOffset At, DateOnly On)? moment = row.Moment("at", calendar);
            return moment is { } m ? new EventRow(customerId, new EngagementEvent(type, m.On), m.At, row.Text("value")) { Line = row.Line } : null;
        });
}
