using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Leaves the mark while the server listens. A folder that cannot take it costs the commands their way here, nothing else.</summary>
internal sealed class ServerMarkService(ServerMark mark, RuntimeOptions options, IServer server, ILogger<ServerMarkService> logger)
    : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Directory is { } folder
            && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address)
        {
            Try(() => (mark with { Address = FromHere(address) }).Write(folder));
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (options.Directory is { } folder)
        {
            Try(() => ServerMark.Remove(folder));
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A server that listens everywhere is reached through this machine's own address.</summary>
    private static string FromHere(string address)
    {
        UriBuilder here = new(address.Replace("//+", "//0.0.0.0", StringComparison.Ordinal).Replace("//*", "//0.0.0.0", StringComparison.Ordinal));
        bool isAny = IPAddress.TryParse(here.Host.Trim('[', ']'), out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        here.Host = isAny ? "127.0.0.1" : here.Host;
        return here.Uri.GetLeftPart(UriPartial.Authority);
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Logs.MarkNotWritten(logger, ServerMark.FileName, e);
        }
    }
}
