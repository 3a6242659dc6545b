using System.Globalization;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.App.Api;

/// <summary>The proof of a placement.</summary>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Model">The rank model.</param>
/// <param name="AsOf">The day that it is of.</param>
/// <param name="Rank">Where the conditions place the customer; what journeys use is 'held'.</param>
/// <param name="Lapsed">離脱: quiet for the rank's number of days.</param>
/// <param name="Summary">Rank and half in words.</param>
/// <param name="WayUp">What leads to the rank above; null at the top.</param>
/// <param name="LapsesOn">From that day the customer is lapsed if nothing is bought; null without orders.</param>
/// <param name="ChangesOn">The first day on which time alone changes rank or lapse; null when there is none.</param>
/// <param name="Held">The rank after the movement rule; null of an earlier day, and when there is none yet.</param>
/// <param name="Shop">The shop's figures that thresholds scale with.</param>
/// <param name="Ranks">From the highest rank down to the one that took the customer.</param>
/// <param name="Orders">All orders up to the day, the oldest first.</param>
/// <param name="Events">What the customer did other than buying, as far as it weighs, the oldest first.</param>
internal sealed record RankProofBody(
    string CustomerId, string Model, DateOnly AsOf, string Rank, bool Lapsed, LocalText Summary, LocalText? WayUp, DateOnly? LapsesOn, DateOnly? ChangesOn, CustomerRank? Held,
    ProofShop Shop, IReadOnlyList<ProofRank> Ranks, IReadOnlyList<ProofOrder> Orders, IReadOnlyList<ProofEvent> Events)
{
    private static readonly PlacementWords Ja = new(Language.Ja);
    private static readonly PlacementWords En = new(Language.En);

    public static RankProofBody Of(string customerId, PlacementProof proof, CustomerRank? held) => new(
        customerId,
        proof.Model.Id,
        proof.Facts.AsOf,
        proof.Placement.Rank.Id,
        proof.Placement.IsLapsed,
        new LocalText(Ja.Placement(proof.Placement), En.Placement(proof.Placement)),
        Both(w => w.WayUp(proof)),
        proof.LapsesOn,
        proof.ChangesOn,
        held,
        ProofShop.Of(proof.Model, proof.Figures),
        [.. proof.Tried.Select(r => new ProofRank(r.Rank.Id, r.Rank.Name, r.Holds, [.. r.Conditions.Select(c => ConditionOf(c, proof))]))],
        [.. proof.Orders.Select(o => new ProofOrder(o.OrderId, o.OrderedOn, ApiMoney.Of(o.AmountMinor, proof.Figures.Currency), o.Exclusion))],
        [.. proof.Facts.Events.Where(e => e.On <= proof.Facts.AsOf).OrderBy(e => e.On).Select(e => new ProofEvent(e.Type, e.On))]);

    private static ProofCondition ConditionOf(ConditionProof c, PlacementProof proof) => new(
        c.Condition.ToString(),
        c.Holds,
        c.Unit,
        Plain(c.Value, c.Unit),
        Plain(c.Threshold, c.Unit),
        new LocalText(Ja.Condition(c, proof), En.Condition(c, proof)),
        new LocalText(Ja.Found(c, proof), En.Found(c, proof)),
        Both(w => w.Missing(c, proof)));

    private static LocalText? Both(Func<PlacementWords, string?> say) => say(Ja) is { } ja && say(En) is { } en ? new LocalText(ja, en) : null;

    /// <summary>Amounts in major units, as conditions are written.</summary>
    private static string? Plain(Fraction? value, FactUnit unit) => value is not { } known ? null : unit switch
    {
        FactUnit.Date => DateOnly.FromDayNumber((int)known.Floor()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FactUnit.Flag => known == 1 ? "true" : "false",
        _ => known.Round(ProofShop.Decimals).ToString("0.####", CultureInfo.InvariantCulture),
    };
}

/// <summary>The shop's figures.</summary>
/// <param name="Revenue">Of all orders that count, refunds taken off.</param>
/// <param name="OrderCount">Orders that count.</param>
/// <param name="CustomerCount">Customers with such an order.</param>
/// <param name="AverageOrderValue">As conditions compare with it, in major units, to four decimals; null while there is no order.</param>
/// <param name="AverageRevenuePerCustomer">The same for customers.</param>
internal sealed record ProofShop(ApiMoney Revenue, long OrderCount, long CustomerCount, decimal? AverageOrderValue, decimal? AverageRevenuePerCustomer)
{
    public const int Decimals = 4;

    public static ProofShop Of(RankModel model, ShopFigures figures) => new(
        ApiMoney.Of(figures.RevenueMinor, figures.Currency),
        figures.OrderCount,
        figures.CustomerCount,
        model.Figure(ShopFigure.AverageOrderValue, figures)?.Round(Decimals),
        model.Figure(ShopFigure.AverageRevenuePerCustomer, figures)?.Round(Decimals));
}

/// <summary>A rank that was tried.</summary>
/// <param name="Id">The rank's id.</param>
/// <param name="Name">The rank's name.</param>
/// <param name="Holds">All of its conditions hold.</param>
/// <param name="Conditions">All must hold.</param>
internal sealed record ProofRank(string Id, LocalText Name, bool Holds, IReadOnlyList<ProofCondition> Conditions);

/// <summary>A condition as it was found.</summary>
/// <param name="Condition">As the rank model writes it.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Unit">What value and threshold mean.</param>
/// <param name="Value">A number (amounts in major units, four decimals at most), a day, or true or false; null when it is not known or is text.</param>
/// <param name="Threshold">The same for what it is compared with.</param>
/// <param name="Text">What is asked for.</param>
/// <param name="Found">What was found.</param>
/// <param name="Missing">The smallest change that would make it hold; null when it holds, and when no single step leads there.</param>
internal sealed record ProofCondition(string Condition, bool Holds, FactUnit Unit, string? Value, string? Threshold, LocalText Text, LocalText Found, LocalText? Missing);

/// <summary>An order as evidence.</summary>
/// <param name="OrderId">The shop system's own id.</param>
/// <param name="OrderedOn">The shop's day of the purchase.</param>
/// <param name="Amount">With refunds taken off.</param>
/// <param name="NotCounted">Why it does not count; null when it does.</param>
internal sealed record ProofOrder(string OrderId, DateOnly OrderedOn, ApiMoney Amount, OrderExclusion? NotCounted);

/// <summary>An event as evidence.</summary>
/// <param name="Type">A word such as click or survey.</param>
/// <param name="On">The shop's day.</param>
internal sealed record ProofEvent(string Type, DateOnly On);
