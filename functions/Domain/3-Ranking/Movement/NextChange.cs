namespace FollowUpFlows.Domain.Ranking;

/// <summary>Foresees the day on which time alone changes a placement, so that nightly work is in proportion to change.</summary>
public static class NextChange
{
    /// <summary>The first day after <see cref="CustomerFacts.AsOf"/> on which rank or lapse differ from today's if the customer does
    /// nothing and the shop's figures stay; null when there is no such day.</summary>
    public static DateOnly? On(RankModel model, CustomerFacts facts, ShopFigures figures)
    {
        Placement today = model.Place(facts, figures);
        foreach (int day in model.Turns.After(model, facts))
        {
            DateOnly on = DateOnly.FromDayNumber(day);
            if (model.Place(facts.On(on), figures) != today)
            {
                return on;
            }
        }

        return null;
    }

    /// <summary>The first day after <see cref="CustomerFacts.AsOf"/> on which rank or lapse may differ if the customer does nothing,
    /// wherever the shop's live figures are by then; null when there is no such day.</summary>
    /// <param name="heldRankId">Whose lapse counts, too; null when nothing is held.</param>
    public static DateOnly? PossiblyOn(RankModel model, CustomerFacts facts, string? heldRankId)
    {
        List<long> today = Outlook.Of(model, facts, heldRankId);
        foreach (int day in model.Turns.After(model, facts))
        {
            DateOnly on = DateOnly.FromDayNumber(day);
            if (!Outlook.Of(model, facts.On(on), heldRankId).SequenceEqual(today))
            {
                return on;
            }
        }

        return null;
    }
}
