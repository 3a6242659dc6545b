using NodaTime;

namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Steps are gone through in the order of the file; one that is due before the step above it goes late, and all at once.</summary>
internal static class DueOrder
{
    public const string Rule = "due-before-the-step-above";

    public static IEnumerable<LintFinding> Findings(LintedJourney journey, LintedShop shop) =>
        OfList(journey, journey.Definition.Steps, null, shop.SendAt).ToList();

    private static IEnumerable<LintFinding> OfList(LintedJourney journey, IReadOnlyList<Step> steps, Reached? reached, LocalTime sendAt)
    {
        foreach (Step step in steps)
        {
            Span? due = Of(step.Timing, sendAt);
            if (due is { } own && reached is { } above && own.IsBefore(above.Due))
            {
                yield return journey.OfStep(LintSeverity.Warning, Rule, step, $"'{step.Id}' is due before '{above.Step.Id}' above it, and so goes at once behind it; put it above, or let it be later");
            }
            else if (due is { } later)
            {
                reached = new Reached(step, later);
            }

            foreach (LintFinding finding in step.Arms.SelectMany(a => OfList(journey, a, reached, sendAt)))
            {
                yield return finding;
            }
        }
    }

    /// <summary>When a step may be due, counted from the first moment of the trigger's day: an exact time counts from any moment of it.</summary>
    private static Span? Of(StepTiming timing, LocalTime sendAt)
    {
        switch (timing)
        {
            case StepTiming.OnDay day:
                TimeSpan at = TimeSpan.FromDays(day.Days) + TimeSpan.FromTicks((day.At ?? sendAt).TickOfDay);
                return new Span(at, at, IsExact: false);
            case StepTiming.Exactly exact:
                return new Span(exact.Time, exact.Time + TimeSpan.FromDays(1), IsExact: true);
            default:
                return null;
        }
    }

    private readonly record struct Span(TimeSpan Earliest, TimeSpan Latest, bool IsExact)
    {
        /// <summary>Whatever the moment of the trigger was.</summary>
        public bool IsBefore(Span other) => IsExact && other.IsExact ? Earliest < other.Earliest : Latest < other.Earliest;
    }

    private sealed record Reached(Step Step, Span Due);
}
