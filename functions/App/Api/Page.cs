namespace FollowUpFlows.App.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">May be fewer than the limit, even none, although there is a next page.</param>
/// <param name="Next">To be given as 'cursor' for the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
