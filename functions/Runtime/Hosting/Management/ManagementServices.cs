using FollowUpFlows.Runtime.Durable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What an operator needs, as services of the application.</summary>
internal static class ManagementServices
{
    public static IServiceCollection AddManagement(this IServiceCollection services, RuntimeOptions options)
    {
        services.AddSingleton(_ => ServerMark.New());
        services.AddSingleton<InstanceReading>().AddSingleton<InstanceSteering>().AddSingleton<DurableTaskApi>();
        services.AddSingleton<QueueLengths>().AddSingleton<RuntimeStatus>().AddSingleton<Backups>().AddSingleton<EngineCheck>().AddSingleton<IntegrityCheck>();
        services.AddSingleton<OwnApi>().AddSingleton<ManagementApi>().AddSingleton<HealthProbes>();
        services.AddSingleton(s => new ManagementEndpoint(
            s.GetRequiredService<ManagementApi>,
            RuntimeAccess.Read(
                s.GetRequiredService<IConfiguration>(), options, ManagementEndpoint.KeyHashesKey, s.GetRequiredService<ServerMark>().Key),
            s.GetRequiredService<ILogger<ManagementEndpoint>>()));
        services.AddHostedService<ServerMarkService>();
        return services;
    }
}
