using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>One rank of a model.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens; kept for ever.</param>
/// <param name="Conditions">All must hold; empty only on the last rank.</param>
/// <param name="LapsedAfterDays">Overrides the model's; null takes it.</param>
public sealed record Rank(string Id, LocalText Name, IReadOnlyList<Condition> Conditions, int? LapsedAfterDays = null);

/// <summary>Where a customer stands.</summary>
/// <param name="IsLapsed">離脱: bought, then quiet for the rank's number of days. Never true without orders.</param>
public readonly record struct Placement(Rank Rank, bool IsLapsed);
