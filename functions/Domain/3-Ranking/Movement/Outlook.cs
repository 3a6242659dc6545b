namespace FollowUpFlows.Domain.Ranking;

/// <summary>What is certain of a placement whatever the shop's live figures are. Two days of one outlook have one placement under
/// any figures, if they have the same.</summary>
internal static class Outlook
{
    /// <summary>Plain numbers, to be compared in order.</summary>
    /// <param name="heldRankId">Whose lapse counts, too; null when nothing is held.</param>
    public static List<long> Of(RankModel model, CustomerFacts facts, string? heldRankId)
    {
        ShopFigures unknown = new(facts.Purchases.Currency, 0, 0, 0);
        List<long> outlook = [];
        bool isDecided = false;
        foreach (Rank rank in model.Ranks)
        {
            FactReading reading = model.Read(rank, facts, unknown);
            if (rank.Id == heldRankId)
            {
                outlook.Add(reading.IsLapsed ? 1 : 0);
            }

            isDecided = isDecided || Take(outlook, rank, reading);
        }

        return outlook;
    }

    /// <summary>True when the rank is reached whatever the figures are: those below it do not matter.</summary>
    private static bool Take(List<long> outlook, Rank rank, FactReading reading)
    {
        LiveConditions live = reading.Model.Live;
        if (rank.Conditions.Any(c => !live.Contains(c) && !reading.Holds(c)))
        {
            outlook.Add(0);
            return false;
        }

        outlook.Add(reading.IsLapsed ? 2 : 1);
        List<Condition> open = [.. rank.Conditions.Where(live.Contains)];
        foreach (ScoreAxis axis in open.SelectMany(LiveConditions.AxisIds).Distinct(StringComparer.Ordinal).Select(reading.Model.Axis))
        {
            outlook.AddRange(axis.Bands.Select(b => Truth(b.When)));
            outlook.AddRange(axis.Additions.Select(a => a is ScoreAddition.Once once ? Truth(once.When) : reading.Times(a)));
        }

        return open.Count == 0;

        long Truth(Condition condition) => live.Contains(condition) ? -1 : reading.Holds(condition) ? 1 : 0;
    }
}
