using FollowUpFlows.App.Composition;
using FollowUpFlows.App.Time;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Enrollments: one orchestration each, and the activity that settles its steps.</summary>
public sealed class JourneyFunctions(AdvanceEnrollment advance, StartEnrollments start, RealPace pace, ILogger<JourneyFunctions> logger)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    [Function(nameof(Journeys.RunJourney))]
    public static Task<EndReason> RunJourney([OrchestrationTrigger] TaskOrchestrationContext context) => Journeys.RunJourney.RunAsync(context);

    [Function(Journeys.RunJourney.Advance)]
    public async Task<NextWait> Advance([ActivityTrigger] Cursor cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await advance.RunAsync(cursor, cancellationToken);
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
        int count = pace.IsDue(nameof(SweepEnrollments), SweepEvery) ? await start.SweepAsync(new DurableOrchestrations(client), cancellationToken) : 0;
        if (count > 0)
        {
            logger.StuckEnrollments(count, timer.IsPastDue);
        }
    }
}
