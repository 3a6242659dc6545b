using System.Text.Json;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Events to bytes and back. What a version has written, every later one reads.</summary>
internal static class HistoryCodec
{
    private const int FormatVersion = 1;

    public static byte[] Encode(HistoryEvent one) =>
        JsonSerializer.SerializeToUtf8Bytes(Stored(one) with { FormatVersion = FormatVersion }, StoredJson.Compact.StoredEvent);

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

    private static StoredEvent Stored(HistoryEvent one) => one switch
    {
        HistoryEvent.EpisodeStarted e => new() { Kind = "ep", At = e.At.UtcTicks },
        HistoryEvent.ExecutionStarted e => Stored(e),
        HistoryEvent.ActivityScheduled e => new() { Kind = "ac", Id = e.Id, Name = e.Name, Data = e.Input },
        HistoryEvent.ChildScheduled e => Stored(e),
        HistoryEvent.TimerCreated e => new() { Kind = "ti", Id = e.Id, At = e.FireAt.UtcTicks },
        HistoryEvent.EventSent e => new() { Kind = "se", Id = e.Id, Name = e.Name, Other = e.InstanceId, Data = e.Payload },
        HistoryEvent.TaskCompleted e => new() { Kind = "ok", Id = e.Id, Data = e.Result },
        HistoryEvent.TaskFailed e => new() { Kind = "no", Id = e.Id, Failure = StoredFailure.Of(e.Failure), IsFinal = e.IsFinal },
        HistoryEvent.TimerFired e => new() { Kind = "tf", Id = e.Id, At = e.FireAt.UtcTicks },
        HistoryEvent.EventRaised e => new() { Kind = "ev", Number = e.Number, Name = e.Name, Data = e.Payload },
        HistoryEvent.Suspended e => new() { Kind = "su", Number = e.Number, Data = e.Reason },
        HistoryEvent.Resumed e => new() { Kind = "re", Number = e.Number, Data = e.Reason },
        HistoryEvent.Terminated e => new() { Kind = "te", Number = e.Number, Data = e.Output },
        _ => throw new ArgumentException($"No stored form for {one.GetType().Name}.", nameof(one)),
    };

    private static StoredEvent Stored(HistoryEvent.ExecutionStarted e) =>
        new() { Kind = "st", Name = e.Name, Other = e.ExecutionId, Version = e.Version, Data = e.Input, Parent = e.Parent, Tags = e.Tags };

    private static StoredEvent Stored(HistoryEvent.ChildScheduled e) =>
        new() { Kind = "ch", Id = e.Id, Name = e.Name, Other = e.InstanceId, Version = e.Version, Data = e.Input, Tags = e.Tags };

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
