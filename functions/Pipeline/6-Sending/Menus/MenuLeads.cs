using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Notes who may have to see another rich menu. A row is written before the change that it leads to, which may never come: whoever
/// follows it looks at what the customer is then. A shop without LINE has no such object.</summary>
public sealed class MenuLeads(IEntityTables tables, RichMenuLibrary library, Clocks clocks)
{
    /// <summary>After which it is not known what LINE shows: who blocks an account loses what was linked.</summary>
    private static readonly string[] FriendEvents = ["line-follow", "line-unfollow"];

    /// <summary>Before a customer is written: another LINE account, or none any more, or a friend who comes or goes.</summary>
    internal async Task NoteAsync(Customer before, Customer after, IReadOnlyList<EntityChange> rows, CancellationToken cancellationToken)
    {
        bool isOther = before.LineUserId != after.LineUserId;
        string?[] accounts = isOther ? [before.LineUserId, after.LineUserId] : rows.Any(IsOfFriend) ? [after.LineUserId] : [];
        if (accounts.Any(a => a is not null) && await library.CurrentAsync(cancellationToken) is not null)
        {
            foreach (string lineUserId in accounts.OfType<string>())
            {
                await AddAsync(lineUserId, after.CustomerId, cancellationToken);
            }
        }
    }

    /// <summary>Before a customer's rank is written: a standing with another menu.</summary>
    internal async Task NoteAsync(CustomerState state, RankReview review, CancellationToken cancellationToken)
    {
        if (state.Customer.LineUserId is not { } lineUserId || await library.CurrentAsync(cancellationToken) is not { } menus)
        {
            return;
        }

        if (menus.MenuOf(review.Find) != menus.MenuOf(KeptStanding))
        {
            await AddAsync(lineUserId, state.CustomerId, cancellationToken);
        }

        Standing? KeptStanding(string modelId) => review.Models.FirstOrDefault(m => m.Model.Id == modelId)?.Model is { } model
            && state.Ranks.GetValueOrDefault(modelId) is { } kept
                ? StandingOf(model, kept, kept.Look.Facts.AsOf)
                : null;
    }

    /// <summary>Where somebody stands on a day, by what is kept of them; null for a rank that the model has no more.</summary>
    internal static Standing? StandingOf(RankModel model, RankPosition kept, DateOnly on) => model.PositionOf(kept.Held.RankId) is { } position
        ? new Standing(kept.Held.RankId, model.LapsesOn(model.Ranks[position], kept.Look.Facts.Purchases) <= on)
        : null;

    private Task<bool> AddAsync(string lineUserId, string customerId, CancellationToken cancellationToken)
    {
        Entity lead = MenuRows.Lead(lineUserId, customerId, clocks.System.GetUtcNow(), isSeen: false);
        return tables.WriteAsync(Tables.LineMenus, lead.PartitionKey, new EntityChange.Put(lead), cancellationToken);
    }

    private static bool IsOfFriend(EntityChange change) =>
        change is EntityChange.Insert { Entity: var row } && StateReader.KindOf(row.RowKey) is "event" && FriendEvents.Contains(row.Text("Type"));
}
