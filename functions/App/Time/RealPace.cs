using System.Collections.Concurrent;

namespace FollowUpFlows.App.Time;

/// <summary>Holds back work of the system's own time that a timer of the shop's time calls for: at 86,400 times the speed,
/// "every minute" comes more than a thousand times in a second.</summary>
public sealed class RealPace(TimeProvider system)
{
    private readonly ConcurrentDictionary<string, long> last = new(StringComparer.Ordinal);

    /// <summary>True when so much real time has passed since the last true for that name; at first always.</summary>
    public bool IsDue(string name, TimeSpan every)
    {
        long now = system.GetTimestamp();
        bool isFirst = last.TryAdd(name, now);
        return isFirst || (last.TryGetValue(name, out long before) && system.GetElapsedTime(before, now) >= every && last.TryUpdate(name, now, before));
    }
}
