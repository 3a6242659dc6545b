namespace FollowUpFlows.Pipeline.State;

/// <summary>Some items of a list.</summary>
/// <param name="Items">May be fewer than wanted, even none, although there are more.</param>
/// <param name="Next">The position (<see cref="ListRange.Position"/>) of the next page; null when there is none.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Position">Of the page before; null for the first. Positions stand between keys, so that rows which are added in the
/// meantime neither hide nor repeat others; one that was never given is followed by nothing, or by any part of the list.</param>
/// <param name="Limit">Most items, ≥ 1.</param>
public readonly record struct ListRange(string? Position, int Limit)
{
    /// <summary>A page of what is in memory.</summary>
    /// <param name="keyOf">Different for each; the list is in their ordinal order.</param>
    public ListPage<T> Of<T>(IEnumerable<T> all, Func<T, string> keyOf)
    {
        string? after = Position;
        (string Key, T Item)[] rest =
        [
            .. all.Select(i => (Key: keyOf(i), Item: i))
                .Where(i => after is null || string.CompareOrdinal(i.Key, after) > 0)
                .OrderBy(i => i.Key, StringComparer.Ordinal)
                .Take(Limit + 1),
        ];
        return new ListPage<T>([.. rest.Take(Limit).Select(i => i.Item)], rest.Length > Limit ? rest[Limit - 1].Key : null);
    }
}
