using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Time;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Enrollments: one orchestration each, the activity that settles its steps, and what begins and keeps them.</summary>
public sealed class JourneyFunctions(
    AdvanceEnrollment advance, StartEnrollments start, BeginDay day, JourneyPauses pauses, RealPace pace, ILogger<JourneyFunctions> logger)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>On a fast clock this is how long a day may have begun before it is noticed.</summary>
    private static readonly TimeSpan DayCheckEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>As long as nobody decides, the log says so again.</summary>
    private static readonly TimeSpan PauseToldEvery = TimeSpan.FromHours(6);

    [Function(nameof(Journeys.RunJourney))]
    public static Task<EndReason> RunJourney([OrchestrationTrigger] TaskOrchestrationContext context) => Journeys.RunJourney.RunAsync(context);

    [Function(Journeys.RunJourney.Advance)]
    public async Task<NextWait> Advance([ActivityTrigger] Cursor cursor, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await advance.RunAsync(cursor, new DurableOrchestrations(client), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.StepFailed(cursor.EnrollmentId, e);  // it is tried again without end: nobody else would say so
            throw;
        }
    }

    [Function(nameof(SweepEnrollments))]
    public async Task SweepEnrollments(
        [TimerTrigger("30 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!pace.IsDue(nameof(SweepEnrollments), SweepEvery))
        {
            return;
        }

        Round swept = await start.SweepAsync(new DurableOrchestrations(client), cancellationToken);
        Tell(swept.Failed);
        if (swept.Count > 0)
        {
            logger.StuckEnrollments(swept.Count, timer.IsPastDue);
        }

        foreach (JourneyPause pause in await pauses.AllAsync(cancellationToken))
        {
            if (pace.IsDue($"pause:{pause.JourneyId}", PauseToldEvery))
            {
                logger.JourneyPauses(pause.JourneyId, pause.Cause, pause.Tally.Bounced, pause.Tally.Complained, pause.Tally.Delivered);
            }
        }
    }

    /// <summary>Schedules are in UTC and the shop has its own midnight: so it is looked every minute whether a day has begun.</summary>
    [Function(nameof(BeginDays))]
    public async Task BeginDays(
        [TimerTrigger("10 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!pace.IsDue(nameof(BeginDays), DayCheckEvery))
        {
            return;
        }

        Round days = await day.RunAsync(new DurableOrchestrations(client), cancellationToken);
        Tell(days.Failed);
        if (days.Count > 0)
        {
            logger.DaysBegun(days.Count, timer.IsPastDue);
        }
    }

    /// <summary>By kind alone: the text of a fault may quote what is stored of the customer.</summary>
    private void Tell(IReadOnlyList<CustomerFault> failed)
    {
        foreach (CustomerFault fault in failed)
        {
            logger.CustomerLeftBehind(fault.CustomerId, fault.Exception.GetType().Name);
        }
    }
}
