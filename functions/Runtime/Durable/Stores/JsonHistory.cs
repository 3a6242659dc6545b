using System.Text.Json;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Reads events as the first version wrote them: each a row with one JSON object. Instances that began then still have them.</summary>
internal static class JsonHistory
{
    private const int FormatVersion = 1;

    /// <exception cref="HistoryFormatException">Of a newer version, or damaged.</exception>
    public static HistoryEvent Decode(ReadOnlySpan<byte> bytes)
    {
        StoredEvent stored;
        try
        {
            stored = JsonSerializer.Deserialize(bytes, StoredJson.Compact.StoredEvent)!;
        }
        catch (JsonException fault)
        {
            throw new HistoryFormatException("A stored event is damaged: it is not JSON.", fault);
        }

        return stored is not { FormatVersion: FormatVersion }
            ? throw new HistoryFormatException(
                $"A stored event has format {stored?.FormatVersion}; this version reads {FormatVersion}. Run the version that wrote it.")
            : Event(stored);
    }

    private static HistoryEvent Event(StoredEvent s) => s.Kind switch
    {
        "ep" => new HistoryEvent.EpisodeStarted(Time(s)),
        "st" => new HistoryEvent.ExecutionStarted(s.Name!, s.Other!, s.Version, s.Data, s.Parent, s.Tags),
        "ac" => new HistoryEvent.ActivityScheduled(s.Id, s.Name!, s.Data),
        "ch" => new HistoryEvent.ChildScheduled(s.Id, s.Name!, s.Other!, s.Version, s.Data, s.Tags),
        "ti" => new HistoryEvent.TimerCreated(s.Id, Time(s)),
        "se" => new HistoryEvent.EventSent(s.Id, s.Other!, s.Name!, s.Data),
        "ok" => new HistoryEvent.TaskCompleted(s.Id, s.Data),
        "no" => new HistoryEvent.TaskFailed(s.Id, s.Failure?.Details(), s.IsFinal),
        "tf" => new HistoryEvent.TimerFired(s.Id, Time(s)),
        "ev" => new HistoryEvent.EventRaised(s.Number, s.Name!, s.Data),
        "su" => new HistoryEvent.Suspended(s.Number, s.Data),
        "re" => new HistoryEvent.Resumed(s.Number, s.Data),
        "te" => new HistoryEvent.Terminated(s.Number, s.Data),
        _ => throw new HistoryFormatException($"A stored event is of kind '{s.Kind}', which this version does not know."),
    };

    private static DateTimeOffset Time(StoredEvent stored) => new(stored.At, TimeSpan.Zero);
}
