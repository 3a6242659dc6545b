using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Listens once everything else has started, and stops before anything else does.</summary>
internal sealed class TriggerListeners(
    IEnumerable<ITriggerListener> listeners, RuntimeOptions options, ILogger<TriggerListeners> logger)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>For a function that was canceled to come to its end.</summary>
    private static readonly TimeSpan AbortGrace = TimeSpan.FromSeconds(2);

    /// <summary>Long enough not to flood the log, short enough that a store that recovers is not missed.</summary>
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();
    private Task running = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(listeners.Select(l => Task.Run(() => KeepRunningAsync(l), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        if (!await EndsWithinAsync(options.Drain, cancellationToken))
        {
            Logs.DrainOver(logger, options.Drain);
            await aborting.CancelAsync();
            await EndsWithinAsync(AbortGrace, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        stopping.Dispose();
        aborting.Dispose();
    }

    private async Task KeepRunningAsync(ITriggerListener listener)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await listener.RunAsync(stopping.Token, aborting.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Logs.ListenerFailed(logger, listener.FunctionName, RestartPause, e);
                await Task.Delay(RestartPause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Task limitReached = Task.Delay(limit, cancellationToken);
        return await Task.WhenAny(running, limitReached) == running;
    }
}
