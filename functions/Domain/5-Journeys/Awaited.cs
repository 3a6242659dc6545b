namespace FollowUpFlows.Domain.Journeys;

/// <summary>Something that a customer may do, and that a journey waits for or aims at.</summary>
public abstract record Awaited
{
    private Awaited()
    {
    }

    /// <summary>A further order that counts; the one that caused the enrollment is none.</summary>
    public sealed record Order : Awaited;

    /// <summary>An event of that type, such as <c>survey</c>.</summary>
    public sealed record Event(string Type) : Awaited;
}

/// <summary>What a journey is for. Reaching it is counted, also after the last step.</summary>
/// <param name="Within">Counted from the trigger; its last instant included.</param>
/// <param name="EndsJourney">Whoever reaches it leaves.</param>
public sealed record Goal(Awaited Awaited, PlanTime Within, bool EndsJourney);
