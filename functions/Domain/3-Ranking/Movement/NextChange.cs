namespace FollowUpFlows.Domain.Ranking;

/// <summary>Foresees the day on which time alone changes a placement, so that nightly work is in proportion to change.</summary>
public static class NextChange
{
    /// <summary>The first day after <see cref="CustomerFacts.AsOf"/> on which rank or lapse differ from today's if the customer does
    /// nothing and the shop's figures stay; null when there is no such day.</summary>
    public static DateOnly? On(RankModel model, CustomerFacts facts, ShopFigures figures)
    {
        Placement today = model.Place(facts, figures);
        foreach (int day in TurningDays(model, facts).Where(d => d > facts.AsOf.DayNumber && d <= DateOnly.MaxValue.DayNumber).Distinct().Order())
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
        foreach (int day in TurningDays(model, facts).Where(d => d > facts.AsOf.DayNumber && d <= DateOnly.MaxValue.DayNumber).Distinct().Order())
        {
            DateOnly on = DateOnly.FromDayNumber(day);
            if (!Outlook.Of(model, facts.On(on), heldRankId).SequenceEqual(today))
            {
                return on;
            }
        }

        return null;
    }

    /// <summary>Every day on which the truth of some condition can turn.</summary>
    private static IEnumerable<int> TurningDays(RankModel model, CustomerFacts facts) =>
        DayConditions(model, facts).Concat(Lapses(model, facts)).Concat(EndsOfWindows(model, facts));

    private static IEnumerable<int> DayConditions(RankModel model, CustomerFacts facts)
    {
        IEnumerable<Condition> conditions = model.Ranks.SelectMany(r => r.Conditions).Concat(model.Definition.Axes.SelectMany(a => a.Conditions));
        foreach (Condition condition in conditions)
        {
            if (condition is { Subject: Subject.OfFact { Fact: var fact }, Operand: Operand.Number number } && CountsFrom(fact, facts) is { } start)
            {
                // A comparison with n can turn on day n (">= n", "= n") and on day n + 1 ("> n", "<= n", and when n is not whole).
                long day = start + Math.Clamp(number.Exact.Floor(), -1, DateOnly.MaxValue.DayNumber);
                yield return (int)Math.Min(day, int.MaxValue - 1);
                yield return (int)Math.Min(day, int.MaxValue - 1) + 1;
            }
        }
    }

    private static int? CountsFrom(Fact fact, CustomerFacts facts) => fact.Name switch
    {
        "daysSinceFirst" => facts.Purchases.FirstOn?.DayNumber,
        "daysSinceLast" => facts.Purchases.LastOn?.DayNumber,
        _ => null,
    };

    private static IEnumerable<int> Lapses(RankModel model, CustomerFacts facts) =>
        facts.Purchases.LastOn is { } last ? model.Ranks.Select(r => last.DayNumber + model.LapsedAfterDays(r)) : [];

    private static IEnumerable<int> EndsOfWindows(RankModel model, CustomerFacts facts)
    {
        foreach (EngagementScore score in (EngagementScore[])[model.Behaviour, model.Relationship])
        {
            foreach (EngagementEvent e in facts.Events)
            {
                yield return e.On.DayNumber;  // an event dated ahead begins to count
                if (score.WithinDays is { } days)
                {
                    yield return e.On.DayNumber + days + 1;
                }
            }
        }
    }
}
