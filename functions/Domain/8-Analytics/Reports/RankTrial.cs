using FollowUpFlows.Domain.Ranking;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>Where everybody stands under one rank model, and would stand under another: before anybody publishes it.</summary>
/// <param name="Before">Every rank of the model in use, from the highest.</param>
/// <param name="After">Every rank of the other model, which need not be the same ranks.</param>
/// <param name="Moves">From where to where, how many: by the place in the one, then in the other, from the highest; none is empty.</param>
public sealed record RankTrial(IReadOnlyList<RankSize> Before, IReadOnlyList<RankSize> After, IReadOnlyList<RankTransfer> Moves)
{
    /// <summary>As of the end of a day, without regard to ranks held before.</summary>
    public static RankTrial Of(RankModel model, RankModel other, ReportFacts facts, DateOnly asOf)
    {
        int[] before = facts.PlaceOn(model, asOf);
        int[] after = facts.PlaceOn(other, asOf);
        return new RankTrial(Sizes(model, before, facts, asOf), Sizes(other, after, facts, asOf), [.. Transfers(model, other, before, after)]);
    }

    /// <param name="places">As <see cref="ReportFacts.PlaceOn"/> gives them.</param>
    internal static RankSize[] Sizes(RankModel model, int[] places, ReportFacts facts, DateOnly asOf)
    {
        (int Current, int Lapsed, long Minor)[] sums = new (int Current, int Lapsed, long Minor)[model.Ranks.Count];
        long all = 0;
        foreach ((int i, int place) in places.Index())
        {
            long minor = facts.Customers[i].RevenueMinor(asOf);
            all += minor;
            if (place >= 0)
            {
                (int current, int lapsed, long theirs) = sums[place / 2];
                sums[place / 2] = (current + 1 - (place % 2), lapsed + (place % 2), theirs + minor);
            }
        }

        return [.. model.Ranks.Select((rank, i) => new RankSize(rank, sums[i].Current, sums[i].Lapsed, ReportCell.Share(sums[i].Minor, all).Number))];
    }

    private static IEnumerable<RankTransfer> Transfers(RankModel model, RankModel other, int[] before, int[] after) => before.Zip(after)
        .Where(m => m is { First: >= 0, Second: >= 0 })
        .CountBy(m => m)
        .OrderBy(m => m.Key)
        .Select(m => new RankTransfer(
            model.Ranks[m.Key.First / 2].Id, m.Key.First % 2 == 1, other.Ranks[m.Key.Second / 2].Id, m.Key.Second % 2 == 1, m.Value));
}

/// <summary>How many customers of one place are in another.</summary>
/// <param name="WasLapsed">離脱 under the one model; so is <paramref name="IsLapsed"/> under the other.</param>
public sealed record RankTransfer(string FromId, bool WasLapsed, string ToId, bool IsLapsed, int Customers);
