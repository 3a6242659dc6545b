using FollowUpFlows.Runtime.Durable;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Starts the engine before, and stops it after, everything that may call it. When the engine cannot go on, the host ends:
/// one that still took webhooks in, while no journey moved, would look well and not be.</summary>
internal sealed class DurableEngineService(DurableEngine engine, RuntimeOptions options, IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.StartAsync(cancellationToken);
        _ = EndWithTheEngineAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(options.Drain, cancellationToken);

    private async Task EndWithTheEngineAsync()
    {
        await engine.Failed;
        lifetime.StopApplication();
    }
}
