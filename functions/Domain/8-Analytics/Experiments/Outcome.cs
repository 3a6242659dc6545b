using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;

namespace FollowUpFlows.Domain.Analytics;

/// <summary>What is known of a customer, when an observation is made of it.</summary>
/// <param name="Orders">All of the customer's. Late ones fall into the window by their own date, and returns take off what they gave
/// back.</param>
/// <param name="Messages">All that went out to them.</param>
/// <param name="IsOfExperiment">Whether a message belongs to the experiment.</param>
/// <param name="RefusedAt">When marketing was refused on a channel.</param>
/// <param name="ComplainedAt">When a message was called spam.</param>
public sealed record ExperimentFacts(
    IReadOnlyList<Order> Orders,
    IReadOnlyList<SentMessage> Messages,
    Predicate<SentMessage> IsOfExperiment,
    IReadOnlyList<DateTimeOffset> RefusedAt,
    IReadOnlyList<DateTimeOffset> ComplainedAt);

/// <summary>Makes an observation out of facts.</summary>
public static class Outcome
{
    /// <param name="entered">Of the customer, with nothing filled in.</param>
    /// <param name="until">The last instant of the window, UTC.</param>
    /// <param name="now">UTC, on the shop clock.</param>
    public static Observation Of(Observation entered, ExperimentFacts facts, DateTimeOffset until, OrderRules rules, Credit credit, DateTimeOffset now)
    {
        TimeSpan window = until - entered.ExposedAt;
        Order[] counting = [.. facts.Orders.Where(o => rules.Exclusion(o) is null)];
        Order[] within = [.. counting.Where(o => Inside(o.OrderedAt) && IsCredited(o))];
        Order[] before = [.. counting.Where(o => o.OrderedAt <= entered.ExposedAt)];
        return entered with
        {
            IsComplete = until <= now,
            EarlierOrders = before.Length,
            RevenueBeforeMinor = before.Where(o => o.OrderedAt > entered.ExposedAt - window).Sum(rules.AmountMinor),
            Orders = within.Length,
            RevenueMinor = within.Sum(rules.AmountMinor),
            MarginMinor = within.All(o => o.CostMinor is not null) ? within.Sum(o => rules.AmountMinor(o) - o.CostMinor!.Value) : null,
            HasClicked = facts.Messages.Any(m => facts.IsOfExperiment(m) && m.ClickedAt.Any(Inside)),
            HasUnsubscribed = facts.RefusedAt.Any(Inside),
            HasComplained = facts.ComplainedAt.Any(Inside),
        };

        bool Inside(DateTimeOffset at) => at > entered.ExposedAt && at <= until;

        bool IsCredited(Order order) => credit == Credit.None
            || (Attribution.Of(order.OrderedAt, facts.Messages, credit, window) is { } message && facts.IsOfExperiment(message));
    }
}
