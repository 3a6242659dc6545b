using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>One condition as it was found.</summary>
/// <param name="Unit">What value and threshold mean.</param>
/// <param name="Value">Null when the fact is not known (then the condition does not hold) or is text.</param>
/// <param name="Threshold">The operand as a number; null for text, and for a figure of a shop without orders.</param>
/// <param name="Shortfall">Null when the condition holds, and when no single step leads there.</param>
/// <param name="Axes">The axes behind a score; empty otherwise.</param>
public sealed record ConditionProof(
    Condition Condition,
    FactUnit Unit,
    Fraction? Value,
    Fraction? Threshold,
    bool Holds,
    Shortfall? Shortfall,
    IReadOnlyList<AxisProof> Axes);

/// <summary>The points of one axis.</summary>
/// <param name="Next">The band above the one that holds; null on the highest and where the maximum is reached.</param>
public sealed record AxisProof(ScoreAxis Axis, int Points, ConditionProof? Next);

/// <summary>One rank that was tried.</summary>
public sealed record RankProof(Rank Rank, bool Holds, IReadOnlyList<ConditionProof> Conditions);

/// <summary>An order as evidence.</summary>
/// <param name="AmountMinor">With refunds taken off, minor units.</param>
/// <param name="Exclusion">Why it does not count; null when it does.</param>
public sealed record OrderEvidence(string OrderId, DateOnly OrderedOn, long AmountMinor, OrderExclusion? Exclusion);

/// <summary>Why a customer stands where they stand, and what would move them.</summary>
/// <param name="Tried">From the highest rank down to the one that took the customer, which is the last.</param>
/// <param name="LapsesOn">From that day the customer is lapsed if nothing is bought; in the past when lapsed already; null without orders.</param>
/// <param name="ChangesOn">The first day on which time alone changes rank or lapse; null when there is none.</param>
/// <param name="Orders">All orders up to the day, the oldest first, counted or not.</param>
public sealed record PlacementProof(
    RankModel Model,
    CustomerFacts Facts,
    ShopFigures Figures,
    Placement Placement,
    IReadOnlyList<RankProof> Tried,
    DateOnly? LapsesOn,
    DateOnly? ChangesOn,
    IReadOnlyList<OrderEvidence> Orders)
{
    /// <summary>The rank above; null for those at the top.</summary>
    public RankProof? Above => Tried.Count > 1 ? Tried[^2] : null;

    /// <summary>Explains a placement.</summary>
    /// <param name="orders">The customer's orders that the facts were summed from, with those that did not count.</param>
    public static PlacementProof Of(RankModel model, CustomerFacts facts, ShopFigures figures, IEnumerable<Order> orders, OrderRules rules)
    {
        Placement placement = model.Place(facts, figures);
        int position = model.PositionOf(placement.Rank.Id)!.Value;
        return new PlacementProof(
            model,
            facts,
            figures,
            placement,
            [.. model.Ranks.Take(position + 1).Select(r => Prove(r, model.Read(r, facts, figures)))],
            model.LapsesOn(placement.Rank, facts.Purchases),
            NextChange.On(model, facts, figures),
            [.. orders
                .Where(o => o.OrderedOn <= facts.AsOf)
                .OrderBy(o => o.OrderedAt).ThenBy(o => o.OrderId, StringComparer.Ordinal)
                .Select(o => new OrderEvidence(o.OrderId, o.OrderedOn, rules.AmountMinor(o), rules.Exclusion(o)))]);
    }

    /// <summary>What the model asks for, shown on somebody about whom nothing is known: <see cref="Tried"/> has every rank.</summary>
    public static PlacementProof OfNobody(RankModel model, ShopFigures figures, DateOnly asOf)
    {
        PurchaseSummary nothing = new() { AsOf = asOf, Currency = figures.Currency, OrderCount = 0, TotalMinor = 0 };
        CustomerFacts nobody = new(nothing);
        return Of(model, nobody, figures, [], new OrderRules()) with { Tried = [.. model.Ranks.Select(r => Prove(r, model.Read(r, nobody, figures)))] };
    }

    private static RankProof Prove(Rank rank, FactReading reading) =>
        new(rank, reading.Holds(rank), [.. rank.Conditions.Select(c => Prove(c, reading))]);

    private static ConditionProof Prove(Condition condition, FactReading reading)
    {
        bool holds = reading.Holds(condition);
        return new ConditionProof(
            condition,
            condition.Unit,
            reading.Value(condition.Subject),
            reading.Value(condition.Operand),
            holds,
            holds ? null : ShortfallRule.Of(condition, reading),
            condition.Subject is Subject.OfScore score ? [.. score.AxisIds.Select(id => Prove(reading.Model.Axis(id), reading))] : []);
    }

    private static AxisProof Prove(ScoreAxis axis, FactReading reading)
    {
        int points = reading.Points(axis);
        ScoreBand? next = points >= axis.MaxPoints ? null : axis.Bands.TakeWhile(b => !reading.Holds(b.When)).LastOrDefault();
        return new AxisProof(axis, points, next is null ? null : Prove(next.When, reading));
    }
}
