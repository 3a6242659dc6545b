using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Events;

/// <summary>Where events lie until they are published: in the partition of what they tell.</summary>
public sealed record EventPlace(string Table, string Partition);

/// <summary>How events are kept: those of one write in one row beside what they tell, in order. Names are kept for ever.</summary>
internal static class OutgoingRows
{
    public const string Kind = "outgoing";

    public static Entity Row(string partition, string sequence, IReadOnlyList<DomainEvent> events)
    {
        EntityProperties row = new();
        foreach ((int index, string part) in TextParts.Of(StoredJson.Write(events)).Index())
        {
            row.Set("Events" + index.ToString("D3", CultureInfo.InvariantCulture), part);
        }

        return row.Row(partition, RowKeys.Of(Kind, sequence));
    }

    public static OutgoingRow Read(EventPlace place, Entity row)
    {
        string json = string.Concat(row.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (string)p.Value));
        string sequence = row.RowKey[(Kind.Length + 1)..];
        IEnumerable<OutgoingEvent> events = StoredJson.Read<IReadOnlyList<DomainEvent>>(json).Select(
            (e, i) => new OutgoingEvent(e, string.Create(CultureInfo.InvariantCulture, $"{sequence}{i:D3}")));
        return new OutgoingRow(place, row.RowKey, [.. events], json.Length);
    }
}

/// <summary>The events of one write.</summary>
internal sealed record OutgoingRow(EventPlace Place, string RowKey, IReadOnlyList<OutgoingEvent> Events, int Length);
