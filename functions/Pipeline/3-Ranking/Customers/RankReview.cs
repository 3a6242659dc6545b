using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>What one model says of a customer now.</summary>
/// <param name="Placement">Before the movement rule.</param>
/// <param name="Movement">What the look changes of the held rank.</param>
public sealed record ModelReview(RankModel Model, RankLook Look, Placement Placement, Movement Movement)
{
    /// <summary>The held rank, and whether the customer has been quiet for that rank's number of days.</summary>
    public Standing Standing
    {
        get
        {
            Rank held = Model.Ranks[Model.PositionOf(Movement.Held.RankId)!.Value];
            return new Standing(held.Id, Model.LapsesOn(held, Look.Facts.Purchases) <= Look.Facts.AsOf);
        }
    }
}

/// <summary>What every model of the shop says of a customer now, and what of it is to be kept.</summary>
public sealed class RankReview
{
    internal RankReview(IReadOnlyList<ModelReview> models, RollEntry entry, RollEntry? known)
    {
        Models = models;
        Entry = entry;
        Known = known;
    }

    /// <summary>One for each model, by id.</summary>
    public IReadOnlyList<ModelReview> Models { get; }

    /// <summary>What the roll is to say of the customer.</summary>
    internal RollEntry Entry { get; }

    /// <summary>What the roll says; null when the customer is not in it.</summary>
    internal RollEntry? Known { get; }

    internal bool IsIndexed => Known?.Says(Entry) == true;

    /// <summary>Where the customer stands under the model.</summary>
    /// <exception cref="ArgumentException">The shop has no such model (<see cref="Find"/>).</exception>
    public Standing Under(string modelId) => Find(modelId) ?? throw new ArgumentException($"The shop has no rank model '{modelId}'.", nameof(modelId));

    /// <summary>Where the customer stands under the model; null when the shop has no such model.</summary>
    public Standing? Find(string modelId) => Models.FirstOrDefault(m => m.Model.Id == modelId)?.Standing;

    /// <summary>The rows that the customer's batch must hold: held ranks that changed, or of which more is known than before, and moves.</summary>
    /// <remarks>Never empty when the index is behind: who writes the index has to change the customer, too, so that of two at once one
    /// fails, looks again and sets the index right.</remarks>
    /// <param name="state">What the review was made of.</param>
    /// <param name="now">On the shop clock, UTC.</param>
    public IReadOnlyList<EntityChange> Rows(CustomerState state, DateTimeOffset now)
    {
        List<EntityChange> rows = [];
        foreach (ModelReview review in Models)
        {
            if (IsNews(state.Ranks.GetValueOrDefault(review.Model.Id), review))
            {
                rows.Add(Held(state, review));
            }

            if (review.Movement.Move is { } move)
            {
                rows.Add(new EntityChange.Put(RankRows.Row(state.CustomerId, review.Model.Id, move, now)));
            }
        }

        return rows.Count > 0 || IsIndexed ? rows : [.. Models.Take(1).Select(m => Held(state, m))];
    }

    private static EntityChange.Put Held(CustomerState state, ModelReview review) =>
        new(RankRows.Row(state.CustomerId, new RankPosition(review.Model.Id, review.Movement.Held, review.Look)));

    private static bool IsNews(RankPosition? kept, ModelReview review) => kept is null
        || kept.Held != review.Movement.Held
        || kept.Look.Facts.Purchases with { AsOf = review.Look.Facts.AsOf } != review.Look.Facts.Purchases
        || !kept.Look.Facts.Events.SequenceEqual(review.Look.Facts.Events)
        || !kept.Look.Facts.Traits.Same(review.Look.Facts.Traits);
}
