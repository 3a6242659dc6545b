using System.Collections.Concurrent;
using System.Text;
using FollowUpFlows.Tests.Contract.Hosting.Management;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Builder;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting.Telemetry;

/// <summary>A collector is sent spans and figures, and nothing that would tell of a customer.</summary>
public sealed class TelemetryExportTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> received = new(StringComparer.Ordinal);
    private readonly WebApplication collector = Collector();

    private TemporaryFolder Folder { get; } = new();

    public async Task InitializeAsync()
    {
        collector.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            received.AddOrUpdate(context.Request.Path, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await collector.DisposeAsync();
        Folder.Dispose();
    }

    [Fact]
    public async Task Host_WithACollector_SendsSpansAndFigures()
    {
        await using (ManagementBed bed = await ManagementBed.StartAsync(builder =>
        {
            ManagementBed.OnDisk(Folder.PathOf("data"))(builder);
            Export(builder, collector.Urls.Single());
        }))
        {
            await bed.BeginAsync("Add", "sum", new[] { 20, 22 });
            await bed.App.Client.GetAsync("/api/there/s3cr3t-token");
            await Eventually.TrueAsync(
                () => new[] { "followup.file.commits", "followup.engine.instances\u0012" }.All(n => Figures().Contains(n, StringComparison.Ordinal)),
                "figures are sent");
        } // the rest is sent at the end

        Assert.Contains("orchestration:Add", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("create_orchestration:Add", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.response.status_code", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("followupflows", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("followup.engine.episodes", Figures(), StringComparison.Ordinal);
        Assert.Contains("runtime.db", Figures(), StringComparison.Ordinal);
        Assert.All(received.Values, r => Assert.DoesNotContain("s3cr3t-token", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_WithoutACollector_SendsNothing()
    {
        await using (ManagementBed bed = await ManagementBed.StartAsync(b => Export(b, "")))
        {
            await bed.BeginAsync("Add", "sum", new[] { 20, 22 });
        }

        Assert.Empty(received);
    }

    private string Figures() => received.GetValueOrDefault("/v1/metrics", "");

    private static void Export(FunctionsApplicationBuilder builder, string endpoint)
    {
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.Configuration["OTEL_METRIC_EXPORT_INTERVAL"] = "100";
    }

    private static WebApplication Collector()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        return builder.Build();
    }
}
