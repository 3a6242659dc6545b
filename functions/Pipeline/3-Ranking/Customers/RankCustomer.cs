using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>Ranks one customer under every model. A change of the customer does three things, in this order: look, write the index,
/// write the review's rows in the customer's batch; all of them again when the batch conflicts.</summary>
public sealed class RankCustomer(
    IEntityTables tables, IRankModels models, CustomerFactsReader reader, ShopFiguresLedger figures, CustomerRoll roll, ShopSettings shop, Clocks clocks,
    MenuLeads? menus = null)
{
    /// <summary>What every model says of the customer now; changes nothing but the figures of a day that nobody has looked from before.</summary>
    /// <remarks>A clock that was set back does not take back what was seen: the look is never from before the latest one that is kept.</remarks>
    /// <param name="state">May hold what is about to be written in the same batch.</param>
    /// <param name="now">On the shop clock, UTC.</param>
    public async Task<RankReview> LookAsync(CustomerState state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(now);
        foreach (RankPosition kept in state.Ranks.Values)
        {
            today = kept.Look.Facts.AsOf > today ? kept.Look.Facts.AsOf : today;
        }

        ShopFigures shown = await figures.OfAsync(today, cancellationToken);
        IReadOnlyDictionary<string, RankModel> all = await models.AllAsync(cancellationToken);
        if (state.LastLook is not { } look || !look.Basis.IsOf(state, today, shown, all))
        {
            CustomerFacts facts = reader.Read(state, today);
            ModelReview[] reviews = [.. all.Values.OrderBy(m => m.Id, StringComparer.Ordinal).Select(m => Review(m, state, facts, shown))];
            look = new RankLookup(RankBasis.Of(state, today, shown, all), reviews, Entry(state, facts, reviews));
            state.LastLook = look;
        }

        return new RankReview(look.Models, look.Entry, await roll.FindAsync(state.CustomerId, cancellationToken));
    }

    /// <summary>Writes what leads to the customer; nothing when it is there already. To be called before the customer's batch.</summary>
    public async Task IndexAsync(CustomerState state, RankReview review, CancellationToken cancellationToken)
    {
        await (menus?.NoteAsync(state, review, cancellationToken) ?? Task.CompletedTask);
        if (review.IsIndexed)
        {
            return;
        }

        await roll.WriteAsync(review.Entry, LeadAsync, cancellationToken);

        async Task LeadAsync()
        {
            DateTimeOffset now = clocks.System.GetUtcNow();
            foreach (DateOnly day in review.Entry.LastOrderDays.Except(review.Known?.LastOrderDays ?? []))
            {
                await tables.AddAsync(RankIndex.LastOrder, day, state.CustomerId, now, cancellationToken);
            }

            if (review.Entry.FirstOn is { } firstOn && firstOn != review.Known?.FirstOn)
            {
                await tables.AddAsync(YearlyIndex.FirstOrder, YearDay.Of(firstOn), state.CustomerId, cancellationToken);
            }

            if (review.Entry.DueOn is { } dueOn && dueOn != review.Known?.DueOn)
            {
                await tables.AddAsync(RankIndex.Due, dueOn, state.CustomerId, now, cancellationToken);
            }
        }
    }

    private static ModelReview Review(RankModel model, CustomerState state, CustomerFacts facts, ShopFigures figures)
    {
        RankPosition? kept = state.Ranks.GetValueOrDefault(model.Id);
        RankLook look = new(facts.For(model), figures);
        Placement placement = model.Place(look.Facts, look.Figures);

        // Why matters only where something is to move.
        MoveCause cause = placement.Rank.Id == kept?.Held.RankId ? MoveCause.TimePassed : MoveCauses.Between(model, kept?.Look, look);
        return new ModelReview(model, look, placement, RankMovement.Apply(model, kept?.Held, look, cause));
    }

    private RollEntry Entry(CustomerState state, CustomerFacts facts, ModelReview[] reviews)
    {
        PurchaseSummary purchases = facts.Purchases;
        ILookup<DateOnly, Order> days = reader.Counting(state).Where(o => o.OrderedOn >= facts.AsOf).ToLookup(o => o.OrderedOn);
        DayOrders[] later = [.. days.Where(d => d.Key > facts.AsOf).OrderBy(d => d.Key).Select(d => new DayOrders(d.Key, d.Sum(shop.Orders.AmountMinor), d.Count()))];
        IEnumerable<DateOnly?> due = reviews.SelectMany(r => (DateOnly?[])[NextChange.PossiblyOn(r.Model, r.Look.Facts, r.Movement.Held.RankId), r.Movement.Held.Notice?.DueOn]);
        return new RollEntry
        {
            CustomerId = state.CustomerId,
            AsOf = facts.AsOf,
            OrderCount = purchases.OrderCount,
            TotalMinor = purchases.TotalMinor,
            ChargedMinor = purchases.ChargedMinor,
            DiscountMinor = purchases.DiscountMinor,
            CostMinor = purchases.CostMinor,
            CostedMinor = purchases.CostedMinor,
            FirstOn = purchases.FirstOn,
            LastOn = purchases.LastOn,
            OrdersOnDay = days[facts.AsOf].Count(),
            TotalOnDayMinor = days[facts.AsOf].Sum(shop.Orders.AmountMinor),
            Later = later.Length > 0 ? later : null,
            Consented = facts.Traits.Consented,
            IsLineFriend = facts.Traits.IsLineFriend,
            HasMore = facts.Events.Count > 0 || facts.Traits.Tags.Count > 0 || facts.Traits.Attributes.Count > 0,
            Placed = string.Intern(string.Join(';', reviews.Select(r => $"{r.Model.Id}={r.Placement.Rank.Id}"))),
            DueOn = due.Append(later.Length > 0 ? later[0].On : null).Min(),
        };
    }
}
