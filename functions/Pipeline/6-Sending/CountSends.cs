using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>How far the messages of a day have come. Reads one row for each of them, at most once in <see cref="FreshFor"/>.</summary>
public sealed class CountSends(SendPages sends, ShopSettings shop, Clocks clocks) : IDisposable
{
    private const int PageRows = 500;
    private readonly KeptCounts<DateOnly, DaySends> kept = new(clocks, FreshFor);

    /// <summary>On the system clock.</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>Of a day of the shop.</summary>
    public Task<Counted<DaySends>> RunAsync(DateOnly day, CancellationToken cancellationToken) =>
        kept.OfAsync(day, () => CountAsync(day, cancellationToken), cancellationToken);

    private async Task<DaySends> CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        Dictionary<SendCount, int> counts = [];
        int carried = 0;
        string? position = null;
        do
        {
            ListPage<ListedSend> page = await sends.OfDayAsync(day, _ => true, new ListRange(position, PageRows), cancellationToken);
            foreach (SendRow row in page.Items.Select(i => i.Row))
            {
                if (shop.Calendar.DateOf(row.DueAt) != day)
                {
                    carried++;
                    continue;
                }

                SendCount kind = new(row.Key.Channel, row.State, row.State == SendState.Sent ? null : row.Reason, 0);
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }

            position = page.Next;
        }
        while (position is not null);

        return new DaySends(day, [.. counts.Select(c => c.Key with { Count = c.Value }).OrderBy(c => c.Channel).ThenBy(c => c.State).ThenBy(c => c.Reason, StringComparer.Ordinal)], carried);
    }
}

/// <summary>The messages that were, or are, due on a day.</summary>
/// <param name="Counts">Each kind once, none without messages.</param>
/// <param name="Carried">Due on another day and deferred to this one; not among the counts.</param>
public sealed record DaySends(DateOnly Day, IReadOnlyList<SendCount> Counts, int Carried)
{
    /// <summary>Messages due on the day.</summary>
    public int Due => Counts.Sum(c => c.Count);

    /// <summary>Of these, sent, withheld, failed or expired: nothing will happen to them any more.</summary>
    public int Settled => Counts.Where(c => c.State is SendState.Sent or SendState.Withheld or SendState.Failed or SendState.Expired).Sum(c => c.Count);

    /// <summary>Of these, waiting for a person.</summary>
    public int Held => Counts.Where(c => c.State == SendState.Held).Sum(c => c.Count);
}

/// <summary>How many messages of one kind there are.</summary>
/// <param name="Reason">Why they did not go, or wait; null for those that went.</param>
public sealed record SendCount(Channel Channel, SendState State, string? Reason, int Count);
