using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using NodaTime;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>The way of an enrollment through its journey, as far as it can be foreseen: up to the first step whose way is not chosen.
/// Knows nothing of what was sent; ledger and certificate both start from here.</summary>
/// <param name="defaultAt">The shop's setting for steps that name a day without a time, of enrollments that do not keep one.</param>
public sealed class JourneyWalk(JourneyDefinition journey, ShopCalendar calendar, LocalTime defaultAt)
{
    /// <summary>The steps that are gone through, in order; the last may be one that is not chosen yet.</summary>
    /// <param name="choices">Of this enrollment, by step.</param>
    public IReadOnlyList<StepVisit> Of(Enrollment enrollment, IReadOnlyDictionary<string, Choice> choices)
    {
        List<StepVisit> visits = [];
        DateTimeOffset reachedAt = ReachedAt(enrollment);
        Step? step = enrollment.End == EndReason.Missed ? null : FirstOf(enrollment);
        while (step is not null)
        {
            if (enrollment.Passed.Contains(step.Id))
            {
                step = journey.After(step.Id);
                continue;
            }

            DateTimeOffset ownAt = OwnAt(step, enrollment);
            reachedAt = ownAt > reachedAt ? ownAt : reachedAt;  // what should have been before it was reached is due now
            visits.Add(new StepVisit(step, reachedAt));
            if (step is Step.Exit)
            {
                break;
            }

            if (step.Arms.Count == 0)
            {
                step = journey.After(step.Id);
                continue;
            }

            if (choices.GetValueOrDefault(step.Id) is not { } choice)
            {
                break;
            }

            reachedAt = choice.At > reachedAt ? choice.At : reachedAt;
            step = step.Arms.ElementAtOrDefault(step.WayOf(choice.Arm)) is [var first, ..] ? first : journey.After(step.Id);
        }

        return visits;
    }

    private DateTimeOffset OwnAt(Step step, Enrollment enrollment) =>
        step.Timing.DueAt(enrollment.TriggeredAt, enrollment.TriggeredOn, enrollment.SendAt ?? defaultAt, calendar);

    /// <summary>When the first step is reached, at the earliest. Whoever goes on in another version is not there before what stands before
    /// that step in it would have been due.</summary>
    private DateTimeOffset ReachedAt(Enrollment enrollment)
    {
        DateTimeOffset reachedAt = enrollment.WaitingSince
            ?? (enrollment.EnrolledAt > enrollment.TriggeredAt ? enrollment.EnrolledAt : enrollment.TriggeredAt);
        return enrollment.FromStep is { } first ? journey.Before(first).Select(s => OwnAt(s, enrollment)).Append(reachedAt).Max() : reachedAt;
    }

    /// <summary>Of somebody who was moved here, the first step of the outermost list whose day is later than the days that have passed;
    /// null when none is.</summary>
    private Step? FirstOf(Enrollment enrollment)
    {
        if (enrollment.FromStep is { } first)
        {
            return journey.Find(first) ?? throw new InvalidOperationException($"The journey '{journey.Id}' has no step '{first}'.");
        }

        if (enrollment.AfterDay is not { } after)
        {
            return journey.Steps[0];
        }

        int day = 0;
        foreach (Step step in journey.Steps)
        {
            day = step.Timing.Day ?? day;  // a step that follows at once has the day of the one before
            if (day > after)
            {
                return step;
            }
        }

        return null;
    }
}

/// <summary>A step on the way of an enrollment.</summary>
/// <param name="DueAt">UTC, on the shop clock; never before the one of the step before.</param>
public sealed record StepVisit(Step Step, DateTimeOffset DueAt);
