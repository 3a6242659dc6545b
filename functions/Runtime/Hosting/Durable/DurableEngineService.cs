using FollowUpFlows.Runtime.Durable;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Starts the engine before, and stops it after, everything that may call it.</summary>
internal sealed class DurableEngineService(DurableEngine engine, RuntimeOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(options.Drain, cancellationToken);
}
