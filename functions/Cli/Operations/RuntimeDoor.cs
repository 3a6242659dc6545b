using FollowUpFlows.App;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Sqlite;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Cli.Operations;

/// <summary>Where an operator's command finds its engine.</summary>
/// <param name="Url">Of a host that is named outright, on Azure or elsewhere; null: that of the data folder.</param>
internal sealed record DoorRequest(string DataFolder, Uri? Url);

/// <summary>Opens the way to an engine: to a host that is named, to the server that has the data folder, or, where none runs, to the
/// files themselves.</summary>
internal static class RuntimeDoor
{
    /// <summary>The environment variable that holds the key for a host that is named. Arguments are seen by everybody on the machine.</summary>
    public const string KeyVariable = "FOLLOWUP_RUNTIME_KEY";

    private const string KeyHeader = "x-functions-key";

    /// <summary>A purge may take long; an address where nobody is fails at once anyway.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Asks what <paramref name="work"/> asks, and refuses in the words of a refusal when nobody answers.</summary>
    public static async Task<int> RunAsync(
        Terminal terminal, DoorRequest request, Func<RuntimeClient, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Url is { } url)
            {
                return await AskAsync(url, Environment.GetEnvironmentVariable(KeyVariable), isHere: false, work, cancellationToken);
            }

            string runtimeFile = Path.Combine(request.DataFolder, RuntimeFile.Name);
            if (!FileUse.IsHeld(runtimeFile))
            {
                return File.Exists(runtimeFile)
                    ? await OpenAsync(request.DataFolder, work, cancellationToken)
                    : terminal.Refuse($"{request.DataFolder} has no {RuntimeFile.Name}. Name the folder of 'followup up' with --data, or a host with --url.");
            }

            return ServerMark.Read(request.DataFolder) is { } mark
                ? await AskAsync(new Uri(mark.Address!), mark.Key, isHere: true, work, cancellationToken)
                : terminal.Refuse($"a process holds {request.DataFolder} but does not say where it listens: it starts or stops just now, or may not write there. Try again, or name it with --url.");
        }
        catch (RuntimeRefusal refusal)
        {
            return terminal.Refuse(refusal.Message);
        }
        catch (HttpRequestException fault)
        {
            return terminal.Refuse($"nobody answers at {request.Url?.ToString() ?? request.DataFolder}: {fault.Message}");
        }
        catch (Exception e) when (HostFaults.TextOf(e) is { } text)
        {
            return terminal.Refuse(text);
        }
    }

    private static async Task<int> AskAsync(
        Uri url, string? key, bool isHere, Func<RuntimeClient, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = !url.IsLoopback }) { BaseAddress = url, Timeout = Patience };
        if (key is { Length: > 0 })
        {
            http.DefaultRequestHeaders.Add(KeyHeader, key);
        }

        return await work(new RuntimeClient(http, isHere, IsServed: true), cancellationToken);
    }

    /// <summary>Everything is put together as for a start, and nothing is started.</summary>
    private static async Task<int> OpenAsync(
        string dataFolder, Func<RuntimeClient, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        EmbeddedRuntime.Register();
        IHost host = FollowUpApp.Build(OfflineShop.Arguments(dataFolder, isEngineOpen: true));
        await using IAsyncDisposable stores = (IAsyncDisposable)host;
        IServiceProvider services = host.Services;
        IInstanceStore store = services.GetRequiredService<IInstanceStore>();
        await using EngineClient client = new(new StoreRequests(store), services.ShopClock(), services.GetRequiredService<DataConverter>());
        ManagementApi api = new(
            new DurableTaskApi(new InstanceReading(client, store), new InstanceSteering(client)), services.GetRequiredService<OwnApi>());
        using HttpClient http = new(new InProcessHandler(api)) { BaseAddress = new Uri("http://localhost") };
        return await work(new RuntimeClient(http, IsHere: true, IsServed: false), cancellationToken);
    }
}
