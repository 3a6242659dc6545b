using System.Text.Json.Nodes;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Sqlite;
using FollowUpFlows.Tests.Contract.Hosting.Management;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FollowUpFlows.Tests.Contract.Operations;

/// <summary>A data folder with instances that wait, to be damaged, looked at and repaired.</summary>
internal sealed class CheckBed : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Data => folder.PathOf("data");

    public void Dispose() => folder.Dispose();

    public static async Task<CheckBed> PreparedAsync()
    {
        CheckBed bed = new();
        await using HostedApp app = await bed.ServeAsync(typeof(CheckedFunctions));
        DurableTaskClient engine = app.Services.GetRequiredService<DurableTaskClient>();
        foreach ((string name, string id) in new[] { ("Listen", "ear"), ("Sleep", "s"), ("Work", "w") })
        {
            await engine.ScheduleNewOrchestrationInstanceAsync(name, null, new StartOrchestrationOptions(id));
            await engine.WaitForInstanceStartAsync(id).InTimeAsync();
        }

        return bed;
    }

    public Task<HostedApp> ServeAsync(Type functions) => HostedApp.StartAsync(Configure, functions);

    public async Task<T> WithFileAsync<T>(Func<SqliteSession, T> work)
    {
        await using RuntimeFile file = RuntimeFile.Open(Data);
        return await file.File.WriteAsync(work);
    }

    public Task DamageAsync(string sql) => WithFileAsync(s => s.Execute(sql));

    /// <summary>A row of each: place, and whether it was mended.</summary>
    public async Task<Checked> CheckAsync(bool isRepair = false, Type? functions = null)
    {
        (IHost host, _) = HostedApp.Build(Configure, functions ?? typeof(CheckedFunctions));
        await using IAsyncDisposable stores = (IAsyncDisposable)host;
        JsonObject report = await host.Services.GetRequiredService<IntegrityCheck>().RunAsync(isRepair, CancellationToken.None);
        return new Checked([.. report["findings"]!.AsArray().Select(f => f!.AsObject())], report["backup"]?.GetValue<string>());
    }

    private void Configure(FunctionsApplicationBuilder builder)
    {
        ManagementBed.OnDisk(Data)(builder);
        builder.Configuration["Runtime:DrainSeconds"] = "0";
    }
}

internal sealed record Checked(IReadOnlyList<JsonObject> Findings, string? Backup)
{
    public IEnumerable<string> Places => Findings.Select(f => f["place"]!.GetValue<string>());

    public string Reasons => string.Join('\n', Findings.Select(f => f["reason"]!.GetValue<string>()));

    public bool IsMended => Findings.All(f => f["mended"]!.GetValue<bool>());
}
