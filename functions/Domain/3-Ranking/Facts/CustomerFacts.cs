using System.Collections.Frozen;

namespace FollowUpFlows.Domain.Ranking;

/// <summary>What the shop knows of a customer besides orders and events.</summary>
public sealed record CustomerTraits
{
    /// <summary>Nothing known.</summary>
    public static CustomerTraits None { get; } = new();

    /// <summary>Agreed to marketing messages on at least one channel.</summary>
    public bool Consented { get; init; }

    /// <summary>Is a friend of the shop's LINE account and has not blocked it.</summary>
    public bool IsLineFriend { get; init; }

    /// <summary>Free fields of the shop, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Labels set by journeys, imports or staff.</summary>
    public IReadOnlySet<string> Tags { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The same in every part; record equality would compare the collections by reference.</summary>
    public bool Same(CustomerTraits other) =>
        Consented == other.Consented
        && IsLineFriend == other.IsLineFriend
        && Tags.SetEquals(other.Tags)
        && Attributes.Count == other.Attributes.Count
        && Attributes.All(a => other.Attributes.TryGetValue(a.Key, out string? value) && value == a.Value);
}

/// <summary>The one record that ranks are decided from: a customer as of a day.</summary>
/// <param name="Purchases">Carries the day (<see cref="PurchaseSummary.AsOf"/>) for the events, too.</param>
public sealed record CustomerFacts(PurchaseSummary Purchases)
{
    /// <summary>Any order of arrival; events after the day are ignored.</summary>
    public IReadOnlyList<EngagementEvent> Events { get; init; } = [];

    /// <summary>Traits as they are on the day.</summary>
    public CustomerTraits Traits { get; init; } = CustomerTraits.None;

    /// <summary>The day that the facts hold for.</summary>
    public DateOnly AsOf => Purchases.AsOf;

    /// <summary>The same customer with only the events that weigh something in the model, oldest first: what a look at them has to keep.</summary>
    /// <remarks>Of more than <see cref="EventsMax"/> the latest, so that a look fits a row however often somebody clicks.</remarks>
    public CustomerFacts For(RankModel model) => Events.Count == 0 ? this : this with
    {
        Events =
        [
            .. Events.Where(e => model.Behaviour.Weights.GetValueOrDefault(e.Type) != 0 || model.Relationship.Weights.GetValueOrDefault(e.Type) != 0)
                .OrderBy(e => e.On)
                .ThenBy(e => e.Type, StringComparer.Ordinal)
                .TakeLast(EventsMax),
        ],
    };

    /// <summary>Most events that weigh in a look at a customer.</summary>
    public const int EventsMax = 300;

    /// <summary>The same customer on a later day on which nothing new has happened.</summary>
    public CustomerFacts On(DateOnly day) => this with { Purchases = Purchases with { AsOf = day } };
}
