using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>A follow-up plan as a marketer writes it: when × what × by which means.</summary>
public sealed record JourneyDefinition
{
    /// <summary>Lower-case letters, digits and hyphens, at most <see cref="IdLengthMax"/>; kept for ever.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>The family of journeys of which a customer goes through one at a time; null for a journey that stands alone.</summary>
    public string? Plan { get; init; }

    /// <summary>Who may enter; null for anyone.</summary>
    public RankGate? Gate { get; init; }

    /// <summary>Whether consent is needed.</summary>
    public Purpose Purpose { get; init; } = Purpose.Marketing;

    /// <summary>What its marketing is about, for customers who refuse topics; null for nothing that they could refuse by itself.</summary>
    public string? Topic { get; init; }

    /// <summary>What enrolls a customer.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>What a further cause does to somebody who was enrolled before.</summary>
    public ReEntry ReEntry { get; init; } = ReEntry.PerKey;

    /// <summary>What happens to somebody inside whom the gate no longer admits; <see cref="RankChangePolicy.Stay"/> without a gate.</summary>
    public RankChangePolicy OnRankChange { get; init; } = RankChangePolicy.Stay;

    /// <summary>What a further order does to somebody inside.</summary>
    public NewOrderPolicy OnNewOrder { get; init; } = NewOrderPolicy.Continue;

    /// <summary>What the journey is for; null when nothing is counted.</summary>
    public Goal? Goal { get; init; }

    /// <summary>What this version is expected to do; null where nobody said.</summary>
    public Hypothesis? Hypothesis { get; init; }

    /// <summary>Which of several marketing messages goes first where a cap has not room for all, 1 (first) to <see cref="PriorityMax"/>.</summary>
    public int Priority { get; init; } = DefaultPriority;

    /// <summary>The share of customers who are kept out at random to measure the effect, 0 to below 1.</summary>
    public decimal Holdout { get; init; }

    /// <summary>At least one; settled in this order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>With the hash behind it, an enrollment id stays within 100 characters.</summary>
    public const int IdLengthMax = 60;

    /// <summary>Of a journey that names none.</summary>
    public const int DefaultPriority = 5;

    /// <summary>The last to go.</summary>
    public const int PriorityMax = 9;

    /// <summary>Steps of all levels together: their ledger rows are planned in one batch with the enrollment.</summary>
    public const int StepsMax = 60;

    /// <summary>Every step of every level, parents before children.</summary>
    public IEnumerable<Step> AllSteps => Steps.SelectMany(WithInner);

    /// <summary>The rank models that it names; may repeat.</summary>
    public IEnumerable<string> RankModelIds
    {
        get
        {
            IEnumerable<RankGate?> gates = AllSteps.OfType<Step.Branch>().SelectMany(b => b.Choices).Select(c => c.When?.Gate)
                .Append(Gate).Append((Trigger as Trigger.Broadcast)?.Segment?.Gate);
            IEnumerable<string> named = gates.OfType<RankGate>().Select(g => g.ModelId);
            return Trigger switch
            {
                Trigger.RankChanged changed => named.Append(changed.ModelId),
                Trigger.BeforeLapse lapse => named.Append(lapse.ModelId),
                _ => named,
            };
        }
    }

    /// <summary>The step of that id on any level; null when the journey has none.</summary>
    public Step? Find(string stepId) => AllSteps.FirstOrDefault(s => s.Id == stepId);

    /// <summary>What follows when that step is settled: the next of its list, else what follows its parent; null after the last.</summary>
    /// <exception cref="InvalidOperationException">There is no such step: a pinned version never loses one.</exception>
    public Step? After(string stepId) => After(Steps, stepId, null) is (true, var next)
        ? next
        : throw new InvalidOperationException($"The journey '{Id}' has no step '{stepId}'.");

    /// <summary>The steps of which one lies in an arm of the one before, the outermost first, and the step of that id last; empty when the
    /// journey has no such step.</summary>
    public IReadOnlyList<Step> PathTo(string stepId) => PathTo(Steps, stepId);

    /// <summary>What stands before the step of that id in its list and in those around it, the steps around it included.</summary>
    public IEnumerable<Step> Before(string stepId)
    {
        IReadOnlyList<Step> path = PathTo(stepId);
        IReadOnlyList<Step> list = Steps;
        foreach ((int depth, Step around) in path.Index())
        {
            foreach (Step earlier in list.TakeWhile(s => s.Id != around.Id))
            {
                yield return earlier;
            }

            if (depth + 1 < path.Count)
            {
                yield return around;
                list = around.Arms.First(a => a.Any(s => s.Id == path[depth + 1].Id));
            }
        }
    }

    /// <summary>Whether the step of that id lies in an arm of the other, on whatever level.</summary>
    internal static bool IsInside(Step step, string stepId) => step.Arms.SelectMany(a => a).SelectMany(WithInner).Any(s => s.Id == stepId);

    /// <summary>The step with all inside of it, parents before children.</summary>
    public static IEnumerable<Step> WithInner(Step step) => step.Arms.SelectMany(a => a).SelectMany(WithInner).Prepend(step);

    private static IReadOnlyList<Step> PathTo(IReadOnlyList<Step> steps, string stepId)
    {
        foreach (Step step in steps)
        {
            if (step.Id == stepId)
            {
                return [step];
            }

            if (step.Arms.Select(a => PathTo(a, stepId)).FirstOrDefault(p => p.Count > 0) is { } inner)
            {
                return [step, .. inner];
            }
        }

        return [];
    }

    /// <param name="then">What follows the whole list.</param>
    private static (bool IsFound, Step? Next) After(IReadOnlyList<Step> steps, string stepId, Step? then)
    {
        foreach ((int index, Step step) in steps.Index())
        {
            Step? next = index + 1 < steps.Count ? steps[index + 1] : then;
            if (step.Id == stepId)
            {
                return (true, next);
            }

            foreach (IReadOnlyList<Step> arm in step.Arms)
            {
                if (After(arm, stepId, next) is (true, var found))
                {
                    return (true, found);
                }
            }
        }

        return (false, null);
    }
}

/// <summary>What the messages of a journey are, by law.</summary>
public enum Purpose
{
    /// <summary>Advertising: needs the customer's consent.</summary>
    Marketing,

    /// <summary>Part of a purchase, without any advertising.</summary>
    Transactional,
}

/// <summary>What a further cause does to somebody who was enrolled before.</summary>
public enum ReEntry
{
    /// <summary>Nothing: a customer goes through the journey once in a lifetime.</summary>
    Once,

    /// <summary>Each cause enrolls once, side by side; within a plan nothing happens while one runs.</summary>
    PerKey,

    /// <summary>A new cause ends the running one and begins anew.</summary>
    Restart,

    /// <summary>Nothing while one runs; afterwards it enrolls again.</summary>
    Wait,
}

/// <summary>What happens to somebody inside a journey whose gate no longer admits them.</summary>
public enum RankChangePolicy
{
    /// <summary>They go on.</summary>
    Stay,

    /// <summary>They change at once to the journey of the same plan that admits their rank, at the matching day; without one they leave.</summary>
    Move,

    /// <summary>They go on to the end, then change.</summary>
    FinishThenMove,

    /// <summary>They leave.</summary>
    Exit,
}

/// <summary>What a further order does to somebody inside a journey.</summary>
public enum NewOrderPolicy
{
    /// <summary>Nothing.</summary>
    Continue,

    /// <summary>The journey begins anew, counted from that order.</summary>
    Restart,

    /// <summary>They leave.</summary>
    Exit,
}
