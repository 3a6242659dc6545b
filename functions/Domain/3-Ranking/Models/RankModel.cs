using System.Collections.Frozen;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>What a rank model is made of; <see cref="RankModel"/> is the checked form that can place.</summary>
public sealed record RankModelDefinition
{
    /// <summary>Lower-case letters, digits and hyphens; kept for ever.</summary>
    public required string Id { get; init; }

    /// <summary>As people read it.</summary>
    public required LocalText Name { get; init; }

    /// <summary>From the highest; the first whose conditions all hold wins.</summary>
    public required IReadOnlyList<Rank> Ranks { get; init; }

    /// <summary>Days since the last order from which a customer is lapsed, 1 to <see cref="DaysMax"/>; that day included.</summary>
    public int LapsedAfterDays { get; init; } = DefaultLapsedAfterDays;

    /// <summary>Axes that conditions may sum.</summary>
    public IReadOnlyList<ScoreAxis> Axes { get; init; } = [];

    /// <summary>Figures that the shop pinned, in major units; the others are recomputed from the orders.</summary>
    public IReadOnlyDictionary<ShopFigure, decimal> FixedFigures { get; init; } = FrozenDictionary<ShopFigure, decimal>.Empty;

    /// <summary>How events make <c>behaviourScore</c>.</summary>
    public EngagementScore Behaviour { get; init; } = EngagementScore.None;

    /// <summary>How events make <c>relationshipScore</c>; its event types are the advocacy events.</summary>
    public EngagementScore Relationship { get; init; } = EngagementScore.None;

    /// <summary>When a lower placement takes effect.</summary>
    public DemotionRule Demotion { get; init; } = new DemotionRule.AtOnce();

    /// <summary>Half a year.</summary>
    public const int DefaultLapsedAfterDays = 180;

    /// <summary>A hundred years: nobody waits longer, and every day counted from today is still a date.</summary>
    public const int DaysMax = 36_500;
}

/// <summary>An ordered list of ranks that places every customer, whatever the facts.</summary>
public sealed class RankModel
{
    private readonly FrozenDictionary<string, ScoreAxis> axes;
    private readonly FrozenDictionary<ShopFigure, Fraction> fixedFigures;

    /// <summary>Takes a definition that has no faults.</summary>
    /// <exception cref="ArgumentException">The definition has faults (<see cref="RankModelCheck.Faults"/>); the first is named.</exception>
    public RankModel(RankModelDefinition definition)
    {
        if (RankModelCheck.Faults(definition) is [var first, ..])
        {
            throw new ArgumentException(first.Message, nameof(definition));
        }

        Definition = definition;
        axes = definition.Axes.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);
        fixedFigures = definition.FixedFigures.ToFrozenDictionary(f => f.Key, f => Fraction.Of(f.Value));
        Live = new LiveConditions(definition);
        Turns = TurningDays.Of(definition);
        LooksBeyondOrders = definition.Ranks.SelectMany(r => r.Conditions).Concat(definition.Axes.SelectMany(a => a.Conditions))
            .Select(c => (c.Subject as Subject.OfFact)?.Fact)
            .Concat(definition.Axes.SelectMany(a => a.Additions).OfType<ScoreAddition.PerFact>().Select(p => p.Fact))
            .Any(f => f is { IsOfEngagement: true });
    }

    /// <summary>What it was made from.</summary>
    public RankModelDefinition Definition { get; }

    /// <summary>The model's id.</summary>
    public string Id => Definition.Id;

    /// <summary>From the highest to the one without conditions.</summary>
    public IReadOnlyList<Rank> Ranks => Definition.Ranks;

    /// <summary>Whether events, tags or attributes have a say, besides orders, consent and LINE.</summary>
    public bool LooksBeyondOrders { get; }

    internal LiveConditions Live { get; }

    internal TurningDays Turns { get; }

    internal EngagementScore Behaviour => Definition.Behaviour;

    internal EngagementScore Relationship => Definition.Relationship;

    /// <summary>The first rank whose conditions all hold, and whether the customer has lapsed.</summary>
    public Placement Place(CustomerFacts facts, ShopFigures figures)
    {
        for (int i = 0; i < Ranks.Count; i++)
        {
            Rank rank = Ranks[i];
            FactReading reading = Read(rank, facts, figures);
            if (reading.Holds(rank))
            {
                return new Placement(rank, reading.IsLapsed);
            }
        }

        throw new InvalidOperationException($"No rank of {Id} takes the customer, although its last rank has no conditions.");
    }

    /// <summary>Whether the condition holds of the customer, with scores as this model counts them.</summary>
    public bool Holds(Condition condition, RankLook look) =>
        new FactReading(this, look.Facts, look.Figures, Definition.LapsedAfterDays).Holds(condition);

    /// <summary>0 for the highest; null when the model has no such rank.</summary>
    public int? PositionOf(string rankId)
    {
        for (int i = 0; i < Ranks.Count; i++)
        {
            if (Ranks[i].Id == rankId)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The day from which a customer of the rank is lapsed if nothing is bought; null without orders, and beyond the calendar.</summary>
    public DateOnly? LapsesOn(Rank rank, PurchaseSummary purchases) =>
        purchases.LastOn is { } last && LapsedAfterDays(rank) <= DateOnly.MaxValue.DayNumber - last.DayNumber
            ? last.AddDays(LapsedAfterDays(rank))
            : null;

    internal int LapsedAfterDays(Rank rank) => rank.LapsedAfterDays ?? Definition.LapsedAfterDays;

    internal FactReading Read(Rank rank, CustomerFacts facts, ShopFigures figures) => new(this, facts, figures, LapsedAfterDays(rank));

    internal ScoreAxis Axis(string id) => axes[id];

    /// <summary>The figure that conditions compare with, in major units: the pinned one, else the live one; null while there is no
    /// order to compute it from.</summary>
    public Fraction? Figure(ShopFigure figure, ShopFigures live) =>
        fixedFigures.TryGetValue(figure, out Fraction value) ? value : live.Value(figure);
}
