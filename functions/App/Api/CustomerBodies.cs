using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.App.Api;

/// <summary>A customer in a list.</summary>
/// <param name="CustomerId">Ours; permanent.</param>
/// <param name="Name">Null when unknown.</param>
/// <param name="Email">Null when unknown.</param>
/// <param name="LineUserId">Null when unknown.</param>
/// <param name="Erased">Forgotten at their own wish: nothing but the id is known.</param>
/// <param name="Rank">Under the model asked for; null when they were never ranked by it.</param>
internal sealed record CustomerItem(string CustomerId, string? Name, string? Email, string? LineUserId, bool Erased, CustomerRank? Rank)
{
    public static CustomerItem Of(ListedCustomer listed, RankModel model)
    {
        Customer c = listed.Customer;
        return new CustomerItem(c.CustomerId, c.Name, c.Email, c.LineUserId, c.ErasedAt is not null, listed.Rank is { } rank ? CustomerRank.Of(rank, model) : null);
    }
}

/// <summary>A held rank.</summary>
/// <param name="Model">The rank model.</param>
/// <param name="Rank">The rank's id.</param>
/// <param name="Name">The rank's name.</param>
/// <param name="SinceOn">Day of the last move.</param>
/// <param name="Lapsed">離脱: quiet for the rank's number of days.</param>
/// <param name="LapsesOn">From that day they are, or will be, if nothing is bought; null without orders.</param>
/// <param name="Notice">A fall that is announced; null when there is none.</param>
/// <param name="OrderCount">Orders that count.</param>
/// <param name="Total">Their sum, refunds taken off.</param>
/// <param name="FirstOrderOn">Null without orders.</param>
/// <param name="LastOrderOn">Null without orders.</param>
internal sealed record CustomerRank(
    string Model, string Rank, LocalText Name, DateOnly SinceOn, bool Lapsed, DateOnly? LapsesOn, RankNotice? Notice, int OrderCount, ApiMoney Total, DateOnly? FirstOrderOn, DateOnly? LastOrderOn)
{
    public static CustomerRank Of(KeptRank rank, RankModel model)
    {
        HeldRank held = rank.Held;
        PurchaseSummary p = rank.Purchases;
        return new CustomerRank(
            rank.ModelId,
            held.RankId,
            model.Ranks[model.PositionOf(held.RankId)!.Value].Name,
            held.SinceOn,
            rank.IsLapsed,
            rank.LapsesOn,
            held.Notice is { } n ? new RankNotice(n.ToRankId, n.SeenOn, n.DueOn, n.Cause) : null,
            p.OrderCount,
            ApiMoney.Of(p.TotalMinor, p.Currency),
            p.FirstOn,
            p.LastOn);
    }
}

/// <summary>A fall that is to come unless the customer rises before.</summary>
/// <param name="ToRank">Where they would stand.</param>
/// <param name="SeenOn">When it was first seen.</param>
/// <param name="DueOn">When it takes effect.</param>
/// <param name="Cause">Why.</param>
internal sealed record RankNotice(string ToRank, DateOnly SeenOn, DateOnly DueOn, MoveCause Cause);

/// <summary>Everything about who a customer is.</summary>
/// <param name="CustomerId">Ours; permanent.</param>
/// <param name="Name">As the customer writes it; null when unknown, as all that follow.</param>
/// <param name="Kana">The name's reading.</param>
/// <param name="Email">Normalized.</param>
/// <param name="Phone">Normalized.</param>
/// <param name="PostalCode">Half width, a Japanese one as 123-4567.</param>
/// <param name="LineUserId">The shop's own friend.</param>
/// <param name="Birthday">As 1985-04-12, as --04-12 without the year, or as 1985-04 and --04 without the day.</param>
/// <param name="RegisteredAt">When they registered with the shop.</param>
/// <param name="UpdatedAt">Of the latest description.</param>
/// <param name="ErasedAt">When they were forgotten at their own wish; null when they were not.</param>
/// <param name="Tags">Labels, in order.</param>
/// <param name="Attributes">Free fields of the shop, by name.</param>
/// <param name="Identities">By what they are known again.</param>
/// <param name="Consents">What holds on each channel; a channel without one has no consent.</param>
/// <param name="Ranks">Held ranks, one for each model that is in use.</param>
internal sealed record CustomerProfile(
    string CustomerId,
    string? Name,
    string? Kana,
    string? Email,
    string? Phone,
    string? PostalCode,
    string? LineUserId,
    string? Birthday,
    DateTimeOffset? RegisteredAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ErasedAt,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<CustomerAlias> Identities,
    IReadOnlyList<CustomerConsent> Consents,
    IReadOnlyList<CustomerRank> Ranks)
{
    public static CustomerProfile Of(CustomerState state, IReadOnlyList<string> aliases, IReadOnlyDictionary<string, RankModel> models, DateOnly today)
    {
        Customer c = state.Customer;
        IEnumerable<RankPosition> positions = state.Ranks.Values.Where(p => models.ContainsKey(p.ModelId)).OrderBy(p => p.ModelId, StringComparer.Ordinal);
        return new CustomerProfile(
            c.CustomerId, c.Name, c.Kana, c.Email, c.Phone, c.PostalCode, c.LineUserId, c.Birthday?.ToString(), c.RegisteredAt, c.UpdatedAt, c.ErasedAt, c.AllTags,
            state.Ranks.Values.MaxBy(p => p.Look.Facts.AsOf)?.Look.Facts.Traits.Attributes ?? new Dictionary<string, string>(),
            [.. aliases.Select(CustomerAlias.Of)],
            [.. state.Consents.Values.OrderBy(s => s.Channel).Select(s => new CustomerConsent(s.Channel, s.State, s.At, s.Source))],
            [.. positions.Select(p => (Model: models[p.ModelId], Rank: KeptRank.Of(models[p.ModelId], p, today))).Where(r => r.Rank is not null).Select(r => CustomerRank.Of(r.Rank!, r.Model))]);
    }
}

/// <summary>A name under which a customer is found again.</summary>
/// <param name="Kind">'source' (a shop system's own id), 'email', 'phone' or 'line'.</param>
/// <param name="Key">A hash: the name itself is not kept here.</param>
internal sealed record CustomerAlias(string Kind, string Key)
{
    public static CustomerAlias Of(string alias)
    {
        int colon = alias.IndexOf(':', StringComparison.Ordinal);
        return new CustomerAlias(alias[..colon], alias[(colon + 1)..]);
    }
}

/// <summary>A statement about marketing messages.</summary>
/// <param name="Channel">Where messages would go.</param>
/// <param name="State">What was said.</param>
/// <param name="At">When it was stated.</param>
/// <param name="Source">Where it was stated, for the proof.</param>
internal sealed record CustomerConsent(Channel Channel, ConsentState State, DateTimeOffset At, string Source);
