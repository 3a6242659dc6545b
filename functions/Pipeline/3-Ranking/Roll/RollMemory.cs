using System.Diagnostics.CodeAnalysis;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>The roll with its sums kept current. Safe for any number of threads.</summary>
internal sealed class RollMemory
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RollEntry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<DateOnly, OrderSums> days = [];
    private OrderSums before;
    private DateOnly latest;

    public RollEntry? Find(string customerId)
    {
        lock (gate)
        {
            return entries.GetValueOrDefault(customerId);
        }
    }

    public IReadOnlyList<RollEntry> All()
    {
        lock (gate)
        {
            return [.. entries.Values];
        }
    }

    /// <summary>Takes what was read of, or written for, a customer; null when there is no row.</summary>
    public void Set(string customerId, RollEntry? entry)
    {
        lock (gate)
        {
            if (entries.Remove(customerId, out RollEntry? old))
            {
                Add(old, isAdded: false);
            }

            if (entry is not null)
            {
                entries.Add(customerId, entry);
                Add(entry, isAdded: true);
                latest = entry.AsOf > latest ? entry.AsOf : latest;
            }
        }
    }

    /// <summary>The sums of all orders before the day; false when some entry is of a later day and does not know them.</summary>
    public bool TrySum(DateOnly day, [NotNullWhen(true)] out OrderSums? sums)
    {
        lock (gate)
        {
            sums = latest > day ? null : days.Where(d => d.Key < day).Aggregate(before, (sum, d) => sum + d.Value);
            return sums is not null;
        }
    }

    private void Add(RollEntry entry, bool isAdded)
    {
        before = isAdded ? before + entry.Before : before - entry.Before;
        foreach ((DateOnly on, OrderSums sums) in entry.Days())
        {
            OrderSums day = days.GetValueOrDefault(on);
            days[on] = isAdded ? day + sums : day - sums;
        }
    }
}
