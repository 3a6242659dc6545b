using System.Diagnostics.CodeAnalysis;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>Customers as they were last read or written, the recently used ones. Safe for any number of threads.</summary>
/// <remarks>Two halves: when the newer one is full it becomes the older one, whose unused customers are then forgotten.</remarks>
/// <param name="halfMax">Most customers of one half, ≥ 1.</param>
internal sealed class CustomerMemory(int halfMax)
{
    private readonly Lock gate = new();
    private Dictionary<string, CustomerState> newer = new(StringComparer.Ordinal);
    private Dictionary<string, CustomerState> older = new(StringComparer.Ordinal);

    public bool TryFind(string customerId, [NotNullWhen(true)] out CustomerState? state)
    {
        lock (gate)
        {
            if (newer.TryGetValue(customerId, out state))
            {
                return true;
            }

            if (!older.Remove(customerId, out state))
            {
                return false;
            }

            Put(state);
            return true;
        }
    }

    public void Keep(CustomerState state)
    {
        lock (gate)
        {
            older.Remove(state.CustomerId);
            Put(state);
        }
    }

    private void Put(CustomerState state)
    {
        newer[state.CustomerId] = state;
        if (newer.Count >= halfMax)
        {
            (older, newer) = (newer, new Dictionary<string, CustomerState>(StringComparer.Ordinal));
        }
    }
}
