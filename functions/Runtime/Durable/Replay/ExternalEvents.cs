using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Events of one execution: the newest waiter of a name gets the next event, events that nobody waits for are kept in
/// order of arrival. A cancelled waiter stays in line and swallows one event, as on Azure.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent.EventRaised> kept = [];

    /// <summary>Somebody waits for an event and was not cancelled.</summary>
    public bool HasWaiter => waiters.Values.Any(s => s.Any(w => w.IsOpen));

    /// <exception cref="ArgumentException">Others wait for the same name with another type.</exception>
    public Task<T> Wait<T>(string name, CancellationToken cancellationToken)
    {
        int index = kept.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            string? payload = kept[index].Payload;
            kept.RemoveAt(index);
            return Task.FromResult(Read<T>(payload));
        }

        if (!waiters.TryGetValue(name, out Stack<Waiter>? stack))
        {
            waiters[name] = stack = new Stack<Waiter>();
        }

        if (stack.TryPeek(out Waiter? top) && top is not Waiter<T>)
        {
            throw new ArgumentException(
                $"Event '{name}' is already awaited as {top.PayloadType}; it cannot be awaited as {typeof(T)} as well.", nameof(name));
        }

        Waiter<T> waiter = new(this, cancellationToken);
        stack.Push(waiter);
        return waiter.Arrival;
    }

    /// <exception cref="Exception">The payload is not what the waiter's type asks for; the orchestrator cannot catch this.</exception>
    public void Deliver(HistoryEvent.EventRaised raised)
    {
        if (waiters.TryGetValue(raised.Name, out Stack<Waiter>? stack) && stack.TryPop(out Waiter? waiter))
        {
            waiter.Take(raised.Payload);
        }
        else
        {
            kept.Add(raised);
        }
    }

    public IReadOnlyList<HistoryEvent.EventRaised> TakeKept()
    {
        HistoryEvent.EventRaised[] all = [.. kept];
        kept.Clear();
        return all;
    }

    private T Read<T>(string? payload)
    {
        if (payload is null && typeof(T).IsValueType && Nullable.GetUnderlyingType(typeof(T)) is null)
        {
            throw new InvalidOperationException($"The event has no payload, but is awaited as {typeof(T)}.");
        }

        return converter.Deserialize<T>(payload)!;
    }

    private abstract class Waiter
    {
        public abstract Type PayloadType { get; }

        public abstract bool IsOpen { get; }

        public abstract void Take(string? payload);
    }

    private sealed class Waiter<T> : Waiter
    {
        private readonly TaskCompletionSource<T> source = new();
        private readonly ExternalEvents events;
        private readonly CancellationTokenRegistration cancellation;

        public Waiter(ExternalEvents events, CancellationToken cancellationToken)
        {
            this.events = events;
            cancellation = cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        }

        public Task<T> Arrival => source.Task;

        public override Type PayloadType => typeof(T);

        public override bool IsOpen => !source.Task.IsCompleted;

        public override void Take(string? payload)
        {
            cancellation.Dispose();
            if (IsOpen)
            {
                source.SetResult(events.Read<T>(payload));
            }
        }
    }
}
