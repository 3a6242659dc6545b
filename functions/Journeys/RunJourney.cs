using FollowUpFlows.Domain.Enrollments;
using Microsoft.DurableTask;

namespace FollowUpFlows.Journeys;

/// <summary>The orchestration of one enrollment: settle what is due, wait for what comes next, until nothing remains. It never sees the
/// plan, so that editing a journey cannot change its path.</summary>
public static class RunJourney
{
    /// <summary>The activity that settles the step that is due: <see cref="Cursor"/> in, <see cref="NextWait"/> out.</summary>
    public const string Advance = "Advance";

    /// <summary>The event by which the enrollment learns that something has happened to its customer. It carries nothing.</summary>
    public const string Signal = "Signal";

    /// <summary>History grows with every turn and is replayed; after so many it begins anew.</summary>
    public const int TurnsMax = 50;

    /// <summary>A step is never given up: what cannot be settled now is tried again, at last once an hour, until an operator has mended
    /// it. After so many attempts, about ten hours, history begins anew here, too.</summary>
    public const int AttemptsMax = 20;

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: AttemptsMax,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>Runs until the enrollment has ended. The input is the <see cref="Cursor"/> to begin with.</summary>
    public static async Task<EndReason> RunAsync(TaskOrchestrationContext context)
    {
        Cursor cursor = context.GetInput<Cursor>()!;
        try
        {
            for (int turn = 0; turn < TurnsMax; turn++)
            {
                NextWait next = await context.CallActivityAsync<NextWait>(Advance, cursor, Patiently);
                if (next.End is { } end)
                {
                    return end;
                }

                cursor = next.Cursor;
                await WaitUntilAsync(context, next.DueAt!.Value.UtcDateTime);
            }
        }
        catch (TaskFailedException)
        {
            // Not for the enrollment to end: the next generation tries the same step again, an hour later.
            await WaitUntilAsync(context, context.CurrentUtcDateTime.AddHours(1));
        }

        context.ContinueAsNew(cursor);
        return default;  // ignored: the next generation gives the result
    }

    /// <summary>Timers may fire up to a second early: then the rest is waited for, too.</summary>
    private static async Task WaitUntilAsync(TaskOrchestrationContext context, DateTime dueAt)
    {
        while (context.CurrentUtcDateTime < dueAt)
        {
            await context.CreateTimer(dueAt, CancellationToken.None);
        }
    }
}
