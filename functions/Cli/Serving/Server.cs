using System.Globalization;
using FollowUpFlows.App;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Cli.Serving;

/// <summary>What the user asked the server to be.</summary>
/// <param name="Port">On this machine alone; null for where the settings say.</param>
internal sealed record ServerRequest(int? Port, string DataFolder, DateTimeOffset? Clock, double? Speed)
{
    /// <summary>Settings that win over all others, as the application takes them on its command line.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}

/// <summary>Something that lives beside a server in the same process.</summary>
internal interface ICompanion
{
    /// <summary>Whether it says itself what the server is.</summary>
    bool IntroducesServer => true;

    /// <summary>Where messages can be read, a line each; null: in the outbox.</summary>
    IReadOnlyList<string>? Messages => null;

    /// <summary>Called once, when the server listens; ends soon after the token says that the server stops.</summary>
    /// <param name="address">Where it listens.</param>
    Task RunAsync(IServiceProvider services, Uri address, CancellationToken stopping);
}

/// <summary>Runs the application on the embedded runtime until it is told to stop.</summary>
internal static class Server
{
    /// <param name="companion">Null: the server is alone, and says itself what it is.</param>
    public static async Task<int> RunAsync(Terminal terminal, ServerRequest request, ICompanion? companion, CancellationToken cancellationToken)
    {
        try
        {
            bool isFirst = FirstStart.Prepare(request.DataFolder);
            EmbeddedRuntime.Register();
            IHost host = FollowUpApp.Build(Arguments(request), builder => builder.Services.AddSingleton<IBackTest, BackTest>());
            await using IAsyncDisposable stores = (IAsyncDisposable)host;  // files close only asynchronously
            await host.StartAsync(cancellationToken);
            string address = AddressOf(host);
            if (companion is not { IntroducesServer: true })
            {
                Announce(terminal, request, address, isFirst, companion?.Messages ?? [$"  messages  GET  {address}/api/outbox"]);
            }

            Task beside = companion?.RunAsync(host.Services, new Uri(address), Stopping(host)) ?? Task.CompletedTask;
            await host.WaitForShutdownAsync(cancellationToken);
            await beside;
            return host.Services.GetRequiredService<DurableEngine>().Fault is { } fault
                ? terminal.Refuse($"stopped, because the durable engine cannot go on: {fault.Message}")
                : ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done;  // told to stop while starting
        }
        catch (Exception e) when (HostFaults.TextOf(e) is { } text)
        {
            return terminal.Refuse(text);
        }
    }

    private static string[] Arguments(ServerRequest request)
    {
        List<string> arguments = [$"--{StorageSettings.DirectoryName}", Path.GetFullPath(request.DataFolder)];
        if (request.Port is { } port)
        {
            arguments.AddRange(["--urls", $"http://127.0.0.1:{port}"]);
        }

        if (request.Clock is { } clock)
        {
            arguments.AddRange(["--Clock:Start", clock.ToString("O", CultureInfo.InvariantCulture)]);
        }

        if (request.Speed is { } speed)
        {
            arguments.AddRange(["--Clock:Speed", speed.ToString(CultureInfo.InvariantCulture)]);
        }

        return [.. arguments, .. request.Settings];
    }

    private static CancellationToken Stopping(IHost host) => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    private static string AddressOf(IHost host) =>
        host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static void Announce(Terminal terminal, ServerRequest request, string address, bool isFirst, IReadOnlyList<string> messages)
    {
        string settings = Path.Combine(request.DataFolder, FirstStart.SettingsFile);
        terminal.Output.WriteLine($"FollowUpFlows listens on {address}");
        terminal.Output.WriteLine($"  webhooks  POST {address}/api/webhooks/{FirstStart.SourceId}{(isFirst ? $"   signed with the secret in {settings}" : "")}");
        foreach (string line in messages)
        {
            terminal.Output.WriteLine(line);
        }

        terminal.Output.WriteLine($"  data      {request.DataFolder}");
        terminal.Output.WriteLine("Ctrl+C stops.");
        terminal.Output.Flush();
    }
}
