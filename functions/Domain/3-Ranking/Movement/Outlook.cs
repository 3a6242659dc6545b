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
        List<long> outlook = new(2 * model.Ranks.Count);
        bool isDecided = false;
        for (int i = 0; i < model.Ranks.Count; i++)
        {
            Rank rank = model.Ranks[i];
            FactReading reading = model.Read(rank, facts, unknown);
            if (rank.Id == heldRankId)
            {
                outlook.Add(reading.IsLapsed ? 1 : 0);
            }

            isDecided = isDecided || Take(outlook, model.Live.Ranks[i], reading);
        }

        return outlook;
    }

    /// <summary>True when the rank is reached whatever the figures are: those below it do not matter.</summary>
    private static bool Take(List<long> outlook, RankOutlook rank, FactReading reading)
    {
        foreach (Condition condition in rank.Certain)
        {
            if (!reading.Holds(condition))
            {
                outlook.Add(0);
                return false;
            }
        }

        outlook.Add(reading.IsLapsed ? 2 : 1);
        foreach (ScoreAxis axis in rank.Axes)
        {
            Take(outlook, axis, reading);
        }

        return !rank.IsOpen;
    }

    private static void Take(List<long> outlook, ScoreAxis axis, FactReading reading)
    {
        LiveConditions live = reading.Model.Live;
        outlook.AddRange(axis.Bands.Select(b => Truth(b.When)));
        outlook.AddRange(axis.Additions.Select(a => a is ScoreAddition.Once once ? Truth(once.When) : reading.Times(a)));

        long Truth(Condition condition) => live.Contains(condition) ? -1 : reading.Holds(condition) ? 1 : 0;
    }
}
