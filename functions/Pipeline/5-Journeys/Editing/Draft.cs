namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>A file that somebody is writing, which customers do not see yet (下書き).</summary>
/// <param name="BasedOn">The hash (<see cref="PublishedFile.Hash"/>) of the published words with which it began; null for a new file.</param>
/// <param name="SavedAt">On the shop clock, UTC.</param>
/// <param name="SavedBy">Who, as the shop calls them; null when they did not say.</param>
/// <param name="Tag">Changes with every save.</param>
public sealed record Draft(TemplateName Name, string Text, string? BasedOn, DateTimeOffset SavedAt, string? SavedBy, string Tag)
{
    /// <summary>Most characters; longer than any template can be.</summary>
    public const int TextLengthMax = 100_000;

    /// <summary>What is wrong with a text, as a sentence; null when it can be kept.</summary>
    public static string? FaultOf(string text) =>
        text.Length > TextLengthMax ? $"The text has more than {TextLengthMax} characters."
        : text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? "The text has a control character in it; remove it."
        : null;
}

/// <summary>What became of a change to a draft.</summary>
public abstract record DraftChange
{
    private DraftChange()
    {
    }

    /// <summary>It is kept.</summary>
    public sealed record Saved(Draft Draft) : DraftChange;

    /// <summary>It is gone.</summary>
    public sealed record Removed : DraftChange;

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Current">What is there now; null when nothing is.</param>
    public sealed record Moved(Draft? Current) : DraftChange;
}
