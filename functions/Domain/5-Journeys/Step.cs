using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Journeys;

/// <summary>One part of a journey.</summary>
/// <param name="Id">Unique in the journey on all levels, kept for ever: it is part of the ledger's keys.</param>
public abstract record Step(string Id, StepTiming Timing)
{
    /// <summary>The lists of steps of which one is gone through; empty for a step that leads nowhere else.</summary>
    public virtual IReadOnlyList<IReadOnlyList<Step>> Arms => [];

    /// <summary>The index in <see cref="Arms"/> of the steps that somebody goes through for whom that arm was chosen.</summary>
    public virtual int WayOf(int arm) => arm;

    /// <summary>Sends a message over the first channel that can be used, or a notice to a program.</summary>
    /// <param name="Channels">In the order of preference, at least one, none twice; <see cref="Channel.Webhook"/> only by itself.</param>
    /// <param name="MessageId">A message template that exists for each of the channels; of a notice, the name of the endpoint.</param>
    /// <param name="ExpiresAfter">How late it may still go; null for however late.</param>
    public sealed record Send(string Id, StepTiming Timing, IReadOnlyList<Channel> Channels, string MessageId, PlanTime? ExpiresAfter = null) : Step(Id, Timing)
    {
        /// <summary>Whether it tells a program of the shop's, and the customer gets nothing.</summary>
        public bool IsNotice => Channels is [Channel.Webhook];

        /// <summary>Tells a program.</summary>
        /// <param name="endpoint">Its name in the shop's settings.</param>
        public static Send Notice(string id, StepTiming timing, string endpoint, PlanTime? expiresAfter = null) =>
            new(id, timing, [Channel.Webhook], endpoint, expiresAfter);
    }

    /// <summary>Only waits.</summary>
    public sealed record Wait(string Id, StepTiming Timing) : Step(Id, Timing);

    /// <summary>Waits, from its due time on, for something that the customer may do.</summary>
    /// <param name="Then">Gone through when it happened; may be empty.</param>
    /// <param name="Else">Gone through when the time was out; may be empty.</param>
    public sealed record WaitFor(string Id, StepTiming Timing, Awaited Awaited, PlanTime Timeout, IReadOnlyList<Step> Then, IReadOnlyList<Step> Else) : Step(Id, Timing)
    {
        /// <summary>The arm of <see cref="Then"/>.</summary>
        public const int ThenArm = 0;

        /// <summary>The arm of <see cref="Else"/>.</summary>
        public const int ElseArm = 1;

        /// <inheritdoc/>
        public override IReadOnlyList<IReadOnlyList<Step>> Arms => [Then, Else];
    }

    /// <summary>Goes through the first arm whose condition holds when the step is due, or none.</summary>
    public sealed record Branch(string Id, StepTiming Timing, IReadOnlyList<BranchArm> Choices) : Step(Id, Timing)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<IReadOnlyList<Step>> Arms => [.. Choices.Select(c => c.Steps)];
    }

    /// <summary>Parts customers by chance: each goes through one arm, always the same. An arm without steps is a holdout (非配信群): who is in it goes
    /// the way of the first arm that has some, at the same times, and gets nothing on it.</summary>
    /// <param name="ExperimentId">By what they are parted: with the same id a customer gets the same arm in every enrollment and version.</param>
    /// <param name="Choices">At least one.</param>
    public sealed record Split(string Id, StepTiming Timing, string ExperimentId, IReadOnlyList<SplitArm> Choices) : Step(Id, Timing)
    {
        /// <inheritdoc/>
        public override IReadOnlyList<IReadOnlyList<Step>> Arms => [.. Choices.Select(c => c.Steps)];

        /// <inheritdoc/>
        public override int WayOf(int arm) => IsHeldOut(arm) ? Choices.Index().First(c => c.Item.Steps.Count > 0).Index : arm;

        /// <summary>Whether those of that arm get nothing on their way; not where nobody gets anything.</summary>
        public bool IsHeldOut(int arm) => Choices.ElementAtOrDefault(arm) is { Steps.Count: 0 } && Choices.Any(c => c.Steps.Count > 0);

        /// <summary>The arm without steps; null when there is none.</summary>
        public SplitArm? HeldOut => Choices.Index().Where(c => IsHeldOut(c.Index)).Select(c => c.Item).FirstOrDefault();
    }

    /// <summary>Puts tags on the customer, and takes others off. What a source says of its own tags later does not undo that.</summary>
    /// <param name="Add">As <see cref="CustomerDetails.NormalizeTags"/> writes them; none is in both lists, and not both are empty.</param>
    public sealed record Tag(string Id, StepTiming Timing, IReadOnlyList<string> Add, IReadOnlyList<string> Remove) : Step(Id, Timing);

    /// <summary>Ends the journey.</summary>
    public sealed record Exit(string Id, StepTiming Timing) : Step(Id, Timing);
}

/// <summary>One way of a branch.</summary>
/// <param name="When">Null for all who are left (<c>otherwise</c>).</param>
/// <param name="Steps">May be empty.</param>
public sealed record BranchArm(BranchCondition? When, IReadOnlyList<Step> Steps);

/// <summary>One arm of an experiment.</summary>
/// <param name="Id">Unique in its step, kept for ever: customers are parted by it.</param>
/// <param name="Weight">≥ 0; its share of the customers is that of all weights.</param>
/// <param name="Steps">Empty for a holdout.</param>
public sealed record SplitArm(string Id, decimal Weight, IReadOnlyList<Step> Steps);

/// <summary>For whom an arm is. Everything that is given must hold.</summary>
/// <param name="Gate">Null when ranks do not matter.</param>
/// <param name="Facts">Conditions on the customer as rank models know them, on facts and plain values only; may be empty.</param>
public sealed record BranchCondition(RankGate? Gate, IReadOnlyList<Condition> Facts)
{
    /// <summary>Why a condition cannot stand in a branch; null when it can. The figures of the shop and the axes belong to rank models.</summary>
    public static string? FaultOf(Condition condition) => condition switch
    {
        { Subject: Subject.OfScore } or { Operand: Operand.Score } => $"'{condition}': axes belong to rank models; a branch asks for a fact, one of {string.Join(", ", Fact.Names)}, tag.NAME, attribute.NAME",
        { Operand: Operand.FigureShare } => $"'{condition}': the shop's averages belong to rank models; write a number, or ask for a rank",
        _ => ConditionCheck.Fault(condition, []),
    };
}
