using FollowUpFlows.App;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Cli.Serving;

/// <summary>Lets a command work with the use cases of a data folder while no server holds it. Nothing listens and nothing runs beside the
/// command: orchestrations that it causes are started by the next server.</summary>
internal static class OfflineShop
{
    /// <summary>Opens the folder, does the work, closes it.</summary>
    /// <param name="mayBeNew">Whether a folder that is not there, or is empty, is made as <c>up</c> would make it; else it is refused.</param>
    /// <param name="work">Gets the services of the application; gives an <see cref="ExitCode"/>.</param>
    public static async Task<int> RunAsync(
        Terminal terminal,
        string dataFolder,
        bool mayBeNew,
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken cancellationToken)
    {
        try
        {
            bool isThere = File.Exists(Path.Combine(dataFolder, SqliteStorage.FileName));
            if (!mayBeNew && !isThere && !File.Exists(Path.Combine(dataFolder, FirstStart.SettingsFile)))
            {
                return terminal.Refuse(NoFolder(dataFolder));
            }

            if (mayBeNew && FirstStart.Prepare(dataFolder))
            {
                terminal.Note($"made the data folder {dataFolder}");
            }

            EmbeddedRuntime.Register();
            IHost host = FollowUpApp.Build(Arguments(dataFolder));
            await using IAsyncDisposable stores = (IAsyncDisposable)host;  // files close only asynchronously
            return Refusal(host.Services, dataFolder, mayBeNew || isThere) is { } refusal
                ? terminal.Refuse(refusal)
                : await work(host.Services, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("stopped before it was done; run it again to complete it");
        }
        catch (Exception e) when (HostFaults.TextOf(e) is { } text)
        {
            return terminal.Refuse(text);
        }
    }

    /// <summary>Opens the store: a server that holds it refuses now, before anything is half done.</summary>
    private static string? Refusal(IServiceProvider services, string dataFolder, bool mayOpenFile)
    {
        StorageProvider provider = services.GetRequiredService<StorageSettings>().Provider;
        if (provider == StorageProvider.Sqlite && !mayOpenFile)
        {
            return NoFolder(dataFolder);
        }

        services.GetRequiredService<IEntityTables>();
        return provider == StorageProvider.InMemory
            ? $"the settings of {dataFolder} keep nothing (Storage:Provider is InMemory), so there is nothing to work on"
            : null;
    }

    private static string NoFolder(string dataFolder) =>
        $"{dataFolder} is no data folder: it has no {SqliteStorage.FileName}. Name the folder of 'followup up' with --data.";

    /// <summary>What is logged stays out of the result.</summary>
    /// <param name="isEngineOpen">Else the engine's own file stays closed.</param>
    public static string[] Arguments(string dataFolder, bool isEngineOpen = false) =>
    [
        $"--{StorageSettings.DirectoryName}", Path.GetFullPath(dataFolder),
        "--Runtime:InMemory", isEngineOpen ? "false" : "true",
        "--Logging:LogLevel:Default", "Warning",
        "--Logging:Console:LogToStandardErrorThreshold", "Trace",
    ];
}
