using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Calls a function again that threw, as its attribute wants.</summary>
/// <remarks>Pauses are real time: what a function waits for is outside the shop, where days do not run faster.</remarks>
internal sealed class RetryingInvoker(FunctionInvoker invoker, TimeProvider systemClock, ILogger logger)
{
    /// <summary>What the last call throws comes through.</summary>
    /// <param name="stopping">Ends a pause.</param>
    /// <param name="aborting">Ends a call.</param>
    /// <exception cref="OperationCanceledException">The host stops amid a pause: the work is not done.</exception>
    public async Task InvokeAsync(EmbeddedFunction function, TriggerEvent trigger, CancellationToken stopping, CancellationToken aborting)
    {
        RetryRule rule = function.Retries;
        for (int retry = 0; ; retry++)
        {
            try
            {
                await invoker.InvokeAsync(function, trigger with { Retry = new Retry(retry, rule.CountMax) }, aborting);
                return;
            }
            catch (Exception e) when (rule.Allows(retry + 1) && !aborting.IsCancellationRequested)
            {
                TimeSpan pause = rule.DelayBefore(retry + 1, Random.Shared.NextDouble());
                Logs.FunctionRetried(logger, function.Name, pause, e);
                await Task.Delay(pause, systemClock, stopping);
            }
        }
    }

    /// <summary>What a function is told of its retries.</summary>
    internal sealed class Retry(int count, int countMax) : RetryContext
    {
        public static readonly Retry None = new(0, 0);

        public override int RetryCount => count;

        public override int MaxRetryCount => countMax;
    }
}
