using FollowUpFlows.Domain.Ledger;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>A customer filter that the shop keeps under a name (セグメント), evaluated whenever somebody looks.</summary>
/// <param name="Id">Kept for ever, whatever it is called.</param>
/// <param name="SavedAt">On the shop clock, UTC.</param>
/// <param name="SavedBy">Who, as the shop calls them; null when they did not say.</param>
/// <param name="Tag">Changes with every save.</param>
public sealed record SavedSegment(string Id, string Name, SegmentFilter Filter, DateTimeOffset SavedAt, string? SavedBy, string Tag)
{
    /// <summary>Most characters of a name.</summary>
    public const int NameLengthMax = 60;
}

/// <summary>Whom a segment is for: all that is given must hold.</summary>
/// <param name="Rank">The held rank of the shop's own model; null for any, and for none.</param>
/// <param name="Half">Which half of a rank.</param>
/// <param name="Label">A tag (ラベル) that they have; null for whatever tags.</param>
/// <param name="Consent">A channel on which they agree to marketing; null whether they do or not.</param>
/// <param name="Last">How many days ago their last order was: at most so many when above 0, more than so many when below; null for any, and for none.</param>
public sealed record SegmentFilter(string? Rank, Half Half, string? Label, Channel? Consent, int? Last)
{
    /// <summary>The longest time since an order that can be asked for, in days.</summary>
    public const int LastMax = 3650;

    private const int TextLengthMax = 100;

    /// <summary>What is wrong with it, as a sentence; null when it can be kept.</summary>
    public string? Fault =>
        this == new SegmentFilter(null, Half.Any, null, null, null) ? "The filter lets everybody through; choose something before it is kept."
        : Rank?.Length is 0 or > TextLengthMax || Label?.Trim().Length is 0 || Label?.Length > TextLengthMax || (Label ?? "").Any(char.IsControl) ? $"'rank' and 'tag' may have 1 to {TextLengthMax} characters."
        : Last is 0 or > LastMax or < -LastMax ? $"'last' must be days from 1 to {LastMax}, or the same below 0 for longer ago."
        : null;
}

/// <summary>What became of a change to a segment.</summary>
public abstract record SegmentChange
{
    private SegmentChange()
    {
    }

    /// <summary>It is kept.</summary>
    public sealed record Saved(SavedSegment Segment) : SegmentChange;

    /// <summary>It is gone.</summary>
    public sealed record Removed : SegmentChange;

    /// <summary>Another one is called so.</summary>
    public sealed record NameTaken : SegmentChange;

    /// <summary>There are as many as there may be.</summary>
    public sealed record TooMany : SegmentChange;

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Current">What is there now; null when nothing is.</param>
    public sealed record Moved(SavedSegment? Current) : SegmentChange;
}
