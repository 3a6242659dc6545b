using FollowUpFlows.Runtime.Durable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Sends spans and figures to a collector, once the standard variable names one. The other standard variables
/// (<c>OTEL_SERVICE_NAME</c>, <c>OTEL_TRACES_SAMPLER</c> …) are heeded as well.</summary>
internal static class TelemetryExport
{
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Of the application itself.</summary>
    private const string ShopMeter = "FollowUpFlows";

    private const string DefaultService = "followupflows";
    private static readonly string[] PlatformMeters = ["Microsoft.AspNetCore.Hosting", "System.Runtime"];

    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[EndpointKey]))
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(configuration["OTEL_SERVICE_NAME"] ?? DefaultService, serviceVersion: ServerMark.ProductVersion))
            .WithTracing(t => t.AddSource(Spans.SourceName, RequestSpans.SourceName).AddOtlpExporter())
            .WithMetrics(m => m.AddMeter([EngineMetrics.MeterName, ShopMeter, .. PlatformMeters]).AddOtlpExporter());
        return services;
    }
}
