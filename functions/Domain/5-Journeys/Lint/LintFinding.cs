namespace FollowUpFlows.Domain.Journeys.Lint;

/// <summary>Something in a plan that its author did not mean, or should not.</summary>
/// <param name="Rule">Which rule, in words with hyphens; kept for ever.</param>
/// <param name="StepId">Null when it is about the journey.</param>
/// <param name="Key">The key of the journey's file that it is about; null when a step says more.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record LintFinding(LintSeverity Severity, string Rule, string JourneyId, string? StepId, string? Key, string Message);

/// <summary>What a finding does.</summary>
public enum LintSeverity
{
    /// <summary>Is shown.</summary>
    Warning,

    /// <summary>Keeps the plan from being published.</summary>
    Fault,
}
