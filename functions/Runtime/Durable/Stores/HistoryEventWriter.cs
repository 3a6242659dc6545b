namespace FollowUpFlows.Runtime.Durable;

/// <summary>An event as <see cref="HistoryEventReader"/> reads it: its kind, then its values. Their order is kept for ever.</summary>
internal static class HistoryEventWriter
{
    public static void Write(HistoryWriter w, HistoryEvent one)
    {
        switch (one)
        {
            case HistoryEvent.EpisodeStarted e:
                Begin(w, HistoryKind.EpisodeStarted);
                w.Time(e.At);
                break;
            case HistoryEvent.Decision decision:
                WriteDecision(w, decision);
                break;
            case HistoryEvent.Arrival arrival:
                WriteArrival(w, arrival);
                break;
            case HistoryEvent.TaskCompleted e:
                Begin(w, HistoryKind.TaskCompleted, e.Id);
                w.Text(e.Result);
                break;
            case HistoryEvent.TaskFailed e:
                Begin(w, HistoryKind.TaskFailed, e.Id);
                w.Flag(e.IsFinal);
                Write(w, StoredFailure.Of(e.Failure));
                break;
            case HistoryEvent.TimerFired e:
                Begin(w, HistoryKind.TimerFired, e.Id);
                w.Time(e.FireAt);
                break;
            case HistoryEvent.ExecutionStarted e:
                WriteStart(w, e);
                break;
            default:
                throw NoForm(one);
        }
    }

    private static void WriteStart(HistoryWriter w, HistoryEvent.ExecutionStarted e)
    {
        Begin(w, e.Trace is null ? HistoryKind.ExecutionStarted : HistoryKind.TracedStart);
        Texts(w, e.Name, e.ExecutionId, e.Version, e.Input);
        Write(w, e.Parent);
        Write(w, e.Tags);
        if (e.Trace is { } trace)
        {
            w.Text(trace);
        }
    }

    private static void WriteDecision(HistoryWriter w, HistoryEvent.Decision decision)
    {
        switch (decision)
        {
            case HistoryEvent.ActivityScheduled e:
                Begin(w, HistoryKind.ActivityScheduled, e.Id);
                Texts(w, e.Name, e.Input);
                break;
            case HistoryEvent.ChildScheduled e:
                Begin(w, HistoryKind.ChildScheduled, e.Id);
                Texts(w, e.Name, e.InstanceId, e.Version, e.Input);
                Write(w, e.Tags);
                break;
            case HistoryEvent.TimerCreated e:
                Begin(w, HistoryKind.TimerCreated, e.Id);
                w.Time(e.FireAt);
                break;
            case HistoryEvent.EventSent e:
                Begin(w, HistoryKind.EventSent, e.Id);
                Texts(w, e.InstanceId, e.Name, e.Payload);
                break;
            default:
                throw NoForm(decision);
        }
    }

    private static void WriteArrival(HistoryWriter w, HistoryEvent.Arrival arrival)
    {
        (HistoryKind kind, string? name, string? data) = arrival switch
        {
            HistoryEvent.EventRaised e => (HistoryKind.EventRaised, e.Name, e.Payload),
            HistoryEvent.Suspended e => (HistoryKind.Suspended, null, e.Reason),
            HistoryEvent.Resumed e => (HistoryKind.Resumed, null, e.Reason),
            HistoryEvent.Terminated e => (HistoryKind.Terminated, null, e.Output),
            _ => throw NoForm(arrival),
        };
        Begin(w, kind, arrival.Number);
        if (name is not null)
        {
            w.Text(name);
        }

        w.Text(data);
    }

    private static void Begin(HistoryWriter w, HistoryKind kind) => w.Byte((byte)kind);

    private static void Begin(HistoryWriter w, HistoryKind kind, long number)
    {
        Begin(w, kind);
        w.Number(number);
    }

    private static void Texts(HistoryWriter w, params ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            w.Text(text);
        }
    }

    private static void Write(HistoryWriter w, ParentLink? parent)
    {
        w.Flag(parent is not null);
        if (parent is not null)
        {
            Texts(w, parent.Name, parent.InstanceId, parent.ExecutionId);
            w.Number(parent.TaskId);
        }
    }

    /// <summary>How many plus one; 0 for null.</summary>
    private static void Write(HistoryWriter w, IReadOnlyDictionary<string, string>? tags)
    {
        w.Number(tags is null ? 0 : tags.Count + 1L);
        foreach ((string key, string value) in tags ?? new Dictionary<string, string>())
        {
            Texts(w, key, value);
        }
    }

    private static void Write(HistoryWriter w, StoredFailure? failure)
    {
        for (; failure is not null; failure = failure.Inner)
        {
            w.Flag(true);
            Texts(w, failure.Type, failure.Message, failure.StackTrace);
        }

        w.Flag(false);
    }

    private static ArgumentException NoForm(HistoryEvent one) => new($"No stored form for {one.GetType().Name}.", nameof(one));
}
