namespace FollowUpFlows.Pipeline.Intake;

/// <summary>The API of one configured shop, looked through for what nobody told.</summary>
public interface IShopPoll
{
    /// <summary>How far back a thing may change without being found by the time of its change: the shop lists by the time of the order alone.
    /// Null where it lists by the time of the change.</summary>
    TimeSpan? LookBack { get; }

    /// <summary>A page of what the shop lists from that instant on, in any order.</summary>
    /// <param name="from">By the shop's clock; real time.</param>
    /// <param name="page"><see cref="PollPage.Next"/> of the page before; null for the first one.</param>
    /// <exception cref="ShopApiException">The shop did not tell: nothing is known.</exception>
    Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken);
}

/// <summary>Some of the things that a shop lists.</summary>
/// <param name="Next">Where the next page is; null after the last one.</param>
public sealed record PollPage(IReadOnlyList<PolledThing> Things, string? Next)
{
    /// <summary>How many things the list has, and which list it is where a poll goes through several; null where the shop does not say.
    /// Fewer than on the page before: one has left the list, and another one moved to a page that was read already.</summary>
    public (string List, int Count)? Total { get; init; }

    /// <summary>The thing that must be on the next page, too; null where pages do not overlap.</summary>
    public ShopThing? Anchor { get; init; }

    /// <summary>Nothing can have slipped through between the pages.</summary>
    internal bool FollowsOn(PollPage? before) =>
        (before?.Anchor is not { } anchor || Things.Any(t => t.Thing == anchor))
        && (before?.Total is not { } was || Total is not { } now || was.List != now.List || now.Count >= was.Count);
}

/// <summary>A thing in a list.</summary>
/// <param name="Thing">Its entity says what kind of body it is: <c>order</c>, or <c>order-listed</c> for one that is to be fetched.</param>
/// <param name="ChangedAt">As the shop says, for the cursor; null when it does not.</param>
public sealed record PolledThing(ShopThing Thing, DateTimeOffset? ChangedAt, byte[] Body);

/// <summary>How a shop is looked through.</summary>
/// <param name="Every">Between two looks, on the system clock.</param>
/// <param name="StartBack">How long before the first look things count.</param>
public sealed record ShopPolling(IShopPoll Poll, TimeSpan Every, TimeSpan StartBack);
