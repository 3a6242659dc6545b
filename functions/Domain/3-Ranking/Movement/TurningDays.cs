namespace FollowUpFlows.Domain.Ranking;

/// <summary>On which days the truth of some condition of a model can turn, counted from a customer's first and last order.</summary>
/// <param name="FromFirst">Days after the first order, each once.</param>
/// <param name="FromLast">Days after the last order, lapses included, each once.</param>
internal sealed record TurningDays(int[] FromFirst, int[] FromLast)
{
    public static TurningDays Of(RankModelDefinition model)
    {
        Condition[] conditions = [.. model.Ranks.SelectMany(r => r.Conditions).Concat(model.Axes.SelectMany(a => a.Conditions))];
        IEnumerable<int> lapses = model.Ranks.Select(r => r.LapsedAfterDays ?? model.LapsedAfterDays);
        return new TurningDays([.. Of(conditions, "daysSinceFirst").Distinct()], [.. Of(conditions, "daysSinceLast").Concat(lapses).Distinct()]);
    }

    /// <summary>The days after <see cref="CustomerFacts.AsOf"/>, each once, the earliest first.</summary>
    public List<int> After(RankModel model, CustomerFacts facts)
    {
        List<int> days = new(FromFirst.Length + FromLast.Length);
        Add(days, facts.Purchases.FirstOn, FromFirst);
        Add(days, facts.Purchases.LastOn, FromLast);
        AddEndsOfWindows(days, model, facts);
        days.RemoveAll(d => d <= facts.AsOf.DayNumber || d > DateOnly.MaxValue.DayNumber);
        days.Sort();
        for (int i = days.Count - 1; i > 0; i--)
        {
            if (days[i] == days[i - 1])
            {
                days.RemoveAt(i);
            }
        }

        return days;
    }

    /// <summary>A comparison with n can turn on day n ("&gt;= n", "= n") and on day n + 1 ("&gt; n", "&lt;= n", and when n is not whole).</summary>
    private static IEnumerable<int> Of(Condition[] conditions, string fact) => conditions
        .Where(c => c.Subject is Subject.OfFact { Fact: var of } && of.Name == fact)
        .Select(c => c.Operand)
        .OfType<Operand.Number>()
        .Select(n => (int)Math.Clamp(n.Exact.Floor(), -1, DateOnly.MaxValue.DayNumber))
        .SelectMany(n => new[] { n, n + 1 });

    private static void Add(List<int> days, DateOnly? start, int[] after)
    {
        if (start is { } first)
        {
            foreach (int count in after)
            {
                days.Add(first.DayNumber + count);  // both below four million
            }
        }
    }

    private static void AddEndsOfWindows(List<int> days, RankModel model, CustomerFacts facts)
    {
        for (int i = 0; i < facts.Events.Count; i++)
        {
            int on = facts.Events[i].On.DayNumber;
            days.Add(on);  // an event dated ahead begins to count
            foreach (int? within in (ReadOnlySpan<int?>)[model.Behaviour.WithinDays, model.Relationship.WithinDays])
            {
                if (within is { } count)
                {
                    days.Add(on + count + 1);
                }
            }
        }
    }
}
