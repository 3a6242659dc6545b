using FollowUpFlows.Domain.Enrollments;
using Microsoft.DurableTask;

namespace FollowUpFlows.Journeys;

/// <summary>The orchestration of one enrollment: settle what is due, wait for what comes next, until nothing remains. It never sees the
/// plan, so that editing a journey cannot change its path.</summary>
/// <remarks>Enrollments run for months, and each is replayed by the code of the day: see <c>tests/fixtures/histories</c>.</remarks>
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
        Task<object?> signal = NextSignal(context);
        try
        {
            for (int turn = 0; turn < TurnsMax; turn++)
            {
                signal = AfterAll(context, signal);
                NextWait next = await context.CallActivityAsync<NextWait>(Advance, cursor, Patiently);
                if (next.End is { } end)
                {
                    return end;
                }

                cursor = next.Cursor;
                await WaitAsync(context, next.DueAt!.Value.UtcDateTime, signal);
            }
        }
        catch (TaskFailedException)
        {
            // Not for the enrollment to end: the next generation tries the same step again, an hour later.
            await WaitAsync(context, context.CurrentUtcDateTime.AddHours(1), signal);
        }

        // A signal that was taken and not yet heeded is heeded: the next generation begins with a look.
        context.ContinueAsNew(cursor);
        return default;  // ignored: the next generation gives the result
    }

    /// <summary>There is one waiter at a time, and none is ever given up: one that was would swallow a later signal.</summary>
    private static Task<object?> NextSignal(TaskOrchestrationContext context) => context.WaitForExternalEvent<object?>(Signal);

    /// <summary>The look that follows answers every signal so far; the waiter is for those to come.</summary>
    private static Task<object?> AfterAll(TaskOrchestrationContext context, Task<object?> signal)
    {
        while (signal.IsCompleted)
        {
            signal = NextSignal(context);
        }

        return signal;
    }

    /// <summary>Until that time or a signal. Timers may fire up to a second early: then the rest is waited for, too.</summary>
    private static async Task WaitAsync(TaskOrchestrationContext context, DateTime dueAt, Task signal)
    {
        while (context.CurrentUtcDateTime < dueAt && !signal.IsCompleted)
        {
            using CancellationTokenSource unneeded = new();
            Task timer = context.CreateTimer(dueAt, unneeded.Token);
            if (await Task.WhenAny(timer, signal) == signal)
            {
                unneeded.Cancel();  // or timers would pile up, and hold back the end; inline: an orchestrator leaves its thread otherwise
            }
        }
    }
}
