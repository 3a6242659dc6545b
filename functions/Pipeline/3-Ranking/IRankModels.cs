using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>The rank models that the shop uses now.</summary>
public interface IRankModels
{
    /// <summary>Every published model that can be read, by id.</summary>
    Task<IReadOnlyDictionary<string, RankModel>> AllAsync(CancellationToken cancellationToken);
}
