using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The running application; says where it listens, or why it cannot.</summary>
internal sealed class EmbeddedHost(WebApplication application, FunctionCatalog catalog, RuntimeOptions options) : IHost, IAsyncDisposable
{
    public IServiceProvider Services => application.Services;

    /// <summary>The actual addresses, once started: port 0 has become the port that was free.</summary>
    public IReadOnlyCollection<string> Addresses => [.. application.Urls];

    /// <exception cref="IOException">A port is taken; the text names the addresses and the remedy.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new IOException(
                $"Another process listens on {options.Urls} already. " +
                $"Stop it, or take another port with --{RuntimeOptions.UrlsKey} http://127.0.0.1:PORT.", e);
        }

        Logs.Functions(application.Logger, catalog.All.Count, string.Join(", ", catalog.All.Select(f => f.Name)));
        foreach (string address in Addresses)
        {
            Logs.Listening(application.Logger, address);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => application.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)application).Dispose();

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
