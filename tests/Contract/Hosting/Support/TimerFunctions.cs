using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Tests.Contract.Hosting.Support;

/// <summary>Timer functions that do nothing but be seen.</summary>
public static class TimerFunctions
{
    public sealed class Nightly(TimerRuns runs)
    {
        [Function("nightly")]
        public Task Run([TimerTrigger("0 %Night% * * *")] TimerInfo timer, CancellationToken cancellationToken) => runs.AddAsync(timer, cancellationToken);
    }

    public sealed class Failing(TimerRuns runs)
    {
        [Function("failing")]
        public async Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        {
            await runs.AddAsync(timer, cancellationToken);
            throw new InvalidDataException("the function's own fault");
        }
    }

    public sealed class Unmonitored(TimerRuns runs)
    {
        [Function("unmonitored")]
        public Task Run([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) =>
            runs.AddAsync(timer, cancellationToken);
    }

    public sealed class EverySecond(TimerRuns runs)
    {
        [Function("every-second")]
        public Task Run([TimerTrigger("* * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => runs.AddAsync(timer, cancellationToken);
    }

    public sealed class AtStart(TimerRuns runs)
    {
        [Function("at-start")]
        public Task Run([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken) =>
            runs.AddAsync(timer, cancellationToken);
    }
}
