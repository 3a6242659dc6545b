namespace FollowUpFlows.Domain.Intake;

/// <summary>Something that a customer did other than buying, as a source tells it.</summary>
/// <param name="Type">Lower-case word such as <c>click</c>, <c>survey</c>, <c>referral</c>.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Value">An answer, a link, a note; null when there is none.</param>
public sealed record SourceEvent(string Type, DateTimeOffset At, string? Value)
{
    /// <summary>The source's own id; null when it has none: what then happened twice at one instant with one value happened once.</summary>
    public string? EventId { get; init; }

    /// <summary>The shop-local day where the source gave a day; null where it gave an instant.</summary>
    public DateOnly? On { get; init; }
}
