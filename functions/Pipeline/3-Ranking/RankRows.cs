using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>How held ranks and their moves are kept in the customer's partition. Names are kept for ever.</summary>
internal static class RankRows
{
    /// <summary>Where the customer stands under one model: replaced whenever that changes.</summary>
    public static Entity Row(string customerId, RankPosition position) => new EntityProperties()
        .Set("ModelId", position.ModelId)
        .Set("RankId", position.Held.RankId)
        .Set("SinceOn", position.Held.SinceOn)
        .Set("Notice", position.Held.Notice is { } notice ? StoredJson.Write(notice) : null)
        .SetLook(position.Look)
        .Row(customerId, RowKeys.Of("rank", position.ModelId));

    public static RankPosition Position(Entity row) => new(
        row.Text("ModelId")!,
        new HeldRank(row.Text("RankId")!, row.Day("SinceOn")!.Value, row.Text("Notice") is { } notice ? StoredJson.Read<DemotionNotice>(notice) : null),
        row.Look());

    /// <summary>A move with its proof; kept for ever.</summary>
    /// <param name="at">When it was noticed, on the shop clock, UTC.</param>
    public static Entity Row(string customerId, string modelId, RankMove move, DateTimeOffset at) => new EntityProperties()
        .Set("ModelId", modelId)
        .Set("From", move.FromRankId)
        .Set("To", move.ToRankId)
        .Set("On", move.On)
        .Set("At", at)
        .Set("Cause", move.Cause)
        .SetLook(move.Proof)
        .Row(customerId, RowKeys.Of("move", modelId, RowKeys.Sortable(at), move.ToRankId));
}
