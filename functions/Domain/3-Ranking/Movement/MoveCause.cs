namespace FollowUpFlows.Domain.Ranking;

/// <summary>Why a customer's placement changed.</summary>
public enum MoveCause
{
    /// <summary>Placed for the first time, or the held rank left the model.</summary>
    FirstPlacement,

    /// <summary>An order, a return or a cancellation.</summary>
    Purchase,

    /// <summary>An event, a tag, an attribute, a consent.</summary>
    Engagement,

    /// <summary>Days passed.</summary>
    TimePassed,

    /// <summary>A live figure of the shop moved the threshold; the customer did nothing.</summary>
    ThresholdMoved,
}

/// <summary>Tells the causes apart.</summary>
public static class MoveCauses
{
    /// <summary>Why the placement differs between two looks at the same customer under one model.</summary>
    /// <param name="before">The earlier look; null when there was none.</param>
    /// <returns><see cref="MoveCause.ThresholdMoved"/> exactly when the new facts under the old figures still give the old rank:
    /// what the customer did is named first only when it alone explains the move.</returns>
    public static MoveCause Between(RankModel model, RankLook? before, RankLook after)
    {
        if (before is null)
        {
            return MoveCause.FirstPlacement;
        }

        Rank old = model.Place(before.Facts, before.Figures).Rank;
        if (model.Place(after.Facts, before.Figures).Rank == old && model.Place(after.Facts, after.Figures).Rank != old)
        {
            return MoveCause.ThresholdMoved;
        }

        if (before.Facts.Purchases with { AsOf = after.Facts.AsOf } != after.Facts.Purchases)
        {
            return MoveCause.Purchase;
        }

        bool sameEngagement = before.Facts.Events.SequenceEqual(after.Facts.Events) && before.Facts.Traits.Same(after.Facts.Traits);
        return sameEngagement ? MoveCause.TimePassed : MoveCause.Engagement;
    }
}

/// <summary>What was known when a customer was placed.</summary>
public sealed record RankLook(CustomerFacts Facts, ShopFigures Figures);
