namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>The most messages that one enrollment can bring within some days, over all its ways.</summary>
internal sealed class ContactTally
{
    private readonly int from;
    private readonly int until;
    private readonly string? modelId;
    private readonly Standing? standing;

    private ContactTally(int from, int days, string? modelId, Standing? standing) =>
        (this.from, until, this.modelId, this.standing) = (from, from + days, modelId, standing);

    /// <summary>≥ 0.</summary>
    public int Most { get; private set; }

    /// <summary>The last step of the file that sends within the days; null exactly when <see cref="Most"/> is 0.</summary>
    public Step.Send? Last { get; private set; }

    /// <param name="from">The first day, counted from the cause.</param>
    /// <param name="modelId">Of the standing; null when nothing is known.</param>
    public static ContactTally Of(JourneyDefinition journey, int from, int days, string? modelId, Standing? standing)
    {
        ContactTally tally = new(from, days, modelId, standing);
        foreach (int count in tally.Through(journey.Steps, new() { [0] = 0 }).Values)
        {
            tally.Most = Math.Max(tally.Most, count);
        }

        return tally;
    }

    /// <summary>Goes through steps. Ways that come together again on one day are one: the one with the most messages.</summary>
    /// <param name="before">The most messages so far, by the day that was reached.</param>
    private Dictionary<int, int> Through(IReadOnlyList<Step> steps, Dictionary<int, int> before)
    {
        Dictionary<int, int> ways = before;
        foreach (Step step in steps)
        {
            ways = Merged(ways.Select(w => (Math.Max(w.Key, step.Timing.Day ?? 0), w.Value)));
            switch (step)
            {
                case Step.Send { IsNotice: false } send:
                    ways = Merged(ways.Select(w => (w.Key, w.Value + Sent(send, w.Key))));
                    break;
                case Step.Exit:
                    Most = Math.Max(Most, ways.Values.DefaultIfEmpty().Max());
                    return [];
                case Step.WaitFor or Step.Branch or Step.Split:
                    ways = Merged(ArmsOf(step).SelectMany(arm => Through(arm.Steps, Merged(ways.Select(w => (w.Key + arm.DaysLater, w.Value))))).Select(w => (w.Key, w.Value)));
                    break;
                default:
                    break;
            }
        }

        return ways;
    }

    private int Sent(Step.Send send, int day)
    {
        if (day < from || day >= until)
        {
            return 0;
        }

        Last = send;
        return 1;
    }

    /// <summary>Those that somebody may go through who orders nothing more.</summary>
    private IEnumerable<(IReadOnlyList<Step> Steps, int DaysLater)> ArmsOf(Step step)
    {
        switch (step)
        {
            case Step.WaitFor wait:
                int timeout = wait.Timeout is PlanTime.Days days ? days.Count : ((PlanTime.Exactly)wait.Timeout).Time.Days;
                return [.. wait.Awaited is Awaited.Order ? [] : new[] { (wait.Then, 0) }, (wait.Else, timeout)];
            case Step.Split split:
                IReadOnlyList<Step>[] arms = [.. split.Choices.Where(c => c.Weight > 0).Select(c => c.Steps)];
                return arms.Length == 0 ? [([], 0)] : arms.Select(a => (a, 0));
            default:
                return Branches(((Step.Branch)step).Choices);
        }
    }

    private IEnumerable<(IReadOnlyList<Step> Steps, int DaysLater)> Branches(IReadOnlyList<BranchArm> arms)
    {
        foreach (BranchArm arm in arms)
        {
            bool? isFor = arm.When?.Gate is not { } gate ? true : gate.ModelId != modelId || standing is not { } at ? null : gate.Admits(at);
            if (isFor == false)
            {
                continue;
            }

            yield return (arm.Steps, 0);
            if (isFor == true && arm.When is not { Facts.Count: > 0 })
            {
                yield break;  // nobody of that standing comes past it
            }
        }

        yield return ([], 0);
    }

    private static Dictionary<int, int> Merged(IEnumerable<(int Day, int Count)> ways)
    {
        Dictionary<int, int> merged = [];
        foreach ((int day, int count) in ways)
        {
            merged[day] = Math.Max(merged.GetValueOrDefault(day), count);
        }

        return merged;
    }
}
