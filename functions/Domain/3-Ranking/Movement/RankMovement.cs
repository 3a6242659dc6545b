namespace FollowUpFlows.Domain.Ranking;

/// <summary>The rank that journeys, segments and reports use: the placement after the movement rule.</summary>
/// <param name="SinceOn">Shop-local day of the last move.</param>
/// <param name="Notice">A fall that is announced but not yet due; null when there is none.</param>
public sealed record HeldRank(string RankId, DateOnly SinceOn, DemotionNotice? Notice = null);

/// <summary>A fall that is to come unless the customer rises before.</summary>
/// <param name="ToRankId">The placement when last looked at.</param>
/// <param name="Cause">Of the fall when first seen.</param>
public sealed record DemotionNotice(string ToRankId, DateOnly SeenOn, DateOnly DueOn, MoveCause Cause);

/// <summary>A change of the held rank, with why it happened.</summary>
/// <param name="FromRankId">Null on the first placement.</param>
public sealed record RankMove(string? FromRankId, string ToRankId, DateOnly On, MoveCause Cause, RankLook Proof);

/// <summary>What a look at a customer changes.</summary>
/// <param name="Held">To be kept for the next look.</param>
/// <param name="Move">Null when the held rank stays.</param>
/// <param name="NewNotice">Set only on the look that first announces the fall.</param>
public sealed record Movement(HeldRank Held, RankMove? Move, DemotionNotice? NewNotice);

/// <summary>Applies the movement rule: up at once, down at the declared moment with notice.</summary>
public static class RankMovement
{
    /// <summary>The held rank after a look at the customer. Repeating a look changes nothing.</summary>
    /// <param name="held">The held rank so far; null for somebody never placed.</param>
    /// <param name="cause">Why the placement differs from the last one (<see cref="MoveCauses.Between"/>).</param>
    public static Movement Apply(RankModel model, HeldRank? held, RankLook look, MoveCause cause)
    {
        DateOnly today = look.Facts.AsOf;
        string placed = model.Place(look.Facts, look.Figures).Rank.Id;
        if (held is null || model.PositionOf(held.RankId) is not { } heldAt)
        {
            return MoveTo(placed, held, look, MoveCause.FirstPlacement);
        }

        int placedAt = model.PositionOf(placed)!.Value;
        if (placedAt == heldAt)
        {
            return new Movement(held with { Notice = null }, null, null);
        }

        if (placedAt < heldAt)
        {
            return MoveTo(placed, held, look, cause);
        }

        // The day of the fall was promised in the notice: falling further in the meantime does not move it.
        DemotionNotice notice = held.Notice is { } known
            ? known with { ToRankId = placed }
            : new DemotionNotice(placed, today, model.Definition.Demotion.DueOn(today), cause);
        return today >= notice.DueOn
            ? MoveTo(placed, held, look, notice.Cause)
            : new Movement(held with { Notice = notice }, null, held.Notice is null ? notice : null);
    }

    private static Movement MoveTo(string rankId, HeldRank? held, RankLook look, MoveCause cause) =>
        new(new HeldRank(rankId, look.Facts.AsOf), new RankMove(held?.RankId, rankId, look.Facts.AsOf, cause, look), null);
}
