namespace FollowUpFlows.App.Api;

/// <summary>A page of a list.</summary>
/// <param name="Next">To be given as <c>cursor</c> for the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
