namespace FollowUpFlows.Domain.Ranking;

/// <summary>What is kept of a customer under one model between two looks.</summary>
/// <param name="Look">The last look that was kept: the next one is compared with it.</param>
public sealed record RankPosition(string ModelId, HeldRank Held, RankLook Look);
