namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Something that a shop can be asked for.</summary>
/// <param name="Entity">A lower-case word of the source's own, kept for ever: <c>order</c>, <c>customer</c>.</param>
/// <param name="Id">The shop's own id; any text of at most 200 characters.</param>
public sealed record ShopThing(string Entity, string Id);

/// <summary>A shop says that something changed, and not how.</summary>
/// <param name="IsGone">The shop says that it was deleted.</param>
public sealed record ShopNotice(ShopThing Thing, bool IsGone = false);
