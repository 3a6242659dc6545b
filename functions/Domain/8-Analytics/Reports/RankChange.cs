using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Another threshold for one rank of a model, to be tried out.</summary>
/// <param name="Condition">Takes the place of the rank's conditions on the same fact; null where only <paramref name="LapsedAfterDays"/> changes.</param>
public sealed record RankChange(string RankId, Condition? Condition, int? LapsedAfterDays)
{
    /// <summary>How a change is written.</summary>
    public const string Shape = "RANK: CONDITION, for example \"royal: orderCount >= 6\" or \"royal: lapsedAfterDays = 120\"";

    private const string LapsedAfter = "lapsedAfterDays =";

    /// <summary>The change, or what is wrong with the text.</summary>
    public static (RankChange? Change, string? Fault) Parse(string text)
    {
        if (text.Split(':', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } rankId, { Length: > 0 } what])
        {
            return (null, $"'{text}' is not a change; write {Shape}");
        }

        if (what.StartsWith(LapsedAfter, StringComparison.Ordinal))
        {
            return int.TryParse(what[LapsedAfter.Length..], out int days)
                ? (new RankChange(rankId, null, days), null)
                : (null, $"'{what}' is not a number of days; write {Shape}");
        }

        (Condition? condition, string? fault) = ConditionText.Parse(what);
        return condition is null ? (null, fault) : (new RankChange(rankId, condition, null), null);
    }

    /// <summary>The model with the changes, or what is wrong with them.</summary>
    public static (RankModel? Model, string? Fault) Apply(RankModel model, IReadOnlyList<RankChange> changes)
    {
        List<Rank> ranks = [.. model.Ranks];
        foreach (RankChange change in changes)
        {
            if (model.PositionOf(change.RankId) is not { } position)
            {
                return (null, $"the model {model.Id} has no rank '{change.RankId}'; its ranks are {string.Join(", ", model.Ranks.Select(r => r.Id))}");
            }

            ranks[position] = change.Of(ranks[position]);
        }

        RankModelDefinition changed = model.Definition with { Ranks = ranks };
        return RankModelCheck.Faults(changed) is [var fault, ..] ? (null, fault.Message) : (new RankModel(changed), null);
    }

    private Rank Of(Rank rank) => Condition is null
        ? rank with { LapsedAfterDays = LapsedAfterDays }
        : rank with { Conditions = [.. rank.Conditions.Where(c => c.Subject.ToString() != Condition.Subject.ToString()), Condition] };
}
