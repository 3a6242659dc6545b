using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>One model's part of a pass over everybody.</summary>
/// <param name="since">The figures of all days since the last pass, of both ends, too; empty when there was none, or when the model
/// has changed: then everybody is placed.</param>
internal sealed class ModelPass(RankModel model, ShopFigures figures, DateOnly day, IReadOnlyList<ShopFigures> since)
{
    private readonly MovedThresholds? moved = since.Count > 0 ? new MovedThresholds(model, since) : null;

    /// <summary>Texts that customers share, and what they say of this model.</summary>
    private readonly Dictionary<string, string?> placed = new(StringComparer.Ordinal);

    /// <summary>False when nothing has moved under the model.</summary>
    public bool IsNeeded => moved is not { IsEmpty: true };

    /// <summary>Whether the customer has another place than when last looked at, or may have one.</summary>
    public bool Moves(RollEntry entry)
    {
        if (moved is not null && !moved.MayTouch(entry.TotalMinor, entry.OrderCount))
        {
            return false;
        }

        // What is not held in memory is only in the customer's own rows.
        return (entry.HasMore && model.LooksBeyondOrders)
            || model.Place(entry.FactsOn(day, figures.Currency), figures).Rank.Id != Placed(entry.Placed);
    }

    private string? Placed(string text)
    {
        if (!placed.TryGetValue(text, out string? rankId))
        {
            string prefix = model.Id + "=";
            rankId = Array.Find(text.Split(';'), p => p.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
            placed.Add(text, rankId);
        }

        return rankId;
    }
}
