using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Calls a task until it succeeds or its retry options say no. Runs inside the orchestrator, so it is replayed with it.</summary>
internal sealed class Attempts(OrchestrationContext context, TaskRetryOptions? options)
{
    private readonly DateTime begunAt = context.CurrentUtcDateTime;

    private TimeSpan Elapsed => context.CurrentUtcDateTime - begunAt;

    /// <exception cref="TaskFailedException">Of the last attempt.</exception>
    public async Task<string?> RunAsync(Func<Task<string?>> attempt)
    {
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (AttemptFailedException failed)
            {
                if (failed.IsFinal || options is null || !await MayGoOnAsync(number, failed.ForOrchestrator))
                {
                    throw failed.ForOrchestrator;
                }
            }
        }
    }

    private async Task<bool> MayGoOnAsync(int number, TaskFailedException failed)
    {
        TaskFailureDetails failure = failed.FailureDetails ?? Terminated(failed);
        if (options!.Handler is { } handler)
        {
            return await handler(new RetryContext(context, number, failure, Elapsed, CancellationToken.None));
        }

        RetryPolicy policy = options.Policy!;
        bool isOver = number >= policy.MaxNumberOfAttempts
            || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && Elapsed >= policy.RetryTimeout)
            || !Handles(policy, failure);
        if (isOver)
        {
            return false;
        }

        await context.DelayAsync(Delay(policy, number));
        return true;
    }

    private static bool Handles(RetryPolicy policy, TaskFailureDetails failure)
    {
        try
        {
            return policy.Handles(failure);
        }
        catch (Exception) // the shop's code: on Azure, too, a predicate that throws ends the attempts
        {
            return false;
        }
    }

    private static TimeSpan Delay(RetryPolicy policy, int number)
    {
        double limit = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue.Ticks : policy.MaxRetryInterval.Ticks;
        double ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, number - 1);
        return TimeSpan.FromTicks((long)Math.Min(Math.Min(ticks, limit), TimeSpan.FromDays(365_000).Ticks)); // no date is later
    }

    private static TaskFailureDetails Terminated(TaskFailedException failed) =>
        new("DurableTask.Core.Exceptions.SubOrchestrationFailedException", failed.Message, null, null, null);
}
