using FollowUpFlows.Runtime.Durable;
using FollowUpFlows.Sqlite;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What the runtime adds to the services of the application.</summary>
/// <remarks>Start: stores, engine, the application's own services, HTTP, and when all that has started, queues and timers. Stop: the
/// other way round.</remarks>
internal static class EmbeddedHostServices
{
    public static IServiceCollection AddEmbeddedHost(
        this IServiceCollection services,
        FunctionCatalog catalog,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        HostSettings settings,
        RuntimeOptions options)
    {
        services.AddSingleton(catalog).AddSingleton(settings).AddSingleton(options);
        services.AddSingleton(s => new SettingText(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(s => new FunctionInvoker(s.GetRequiredService<IServiceScopeFactory>(), middleware));
        services.AddSingleton<HttpFunctions>().AddSingleton<DiskGuard>();
        services.AddSingleton(s => new EventGridEndpoint(
            catalog,
            s.GetRequiredService<FunctionInvoker>(),
            RuntimeAccess.Read(s.GetRequiredService<IConfiguration>(), options, EventGridEndpoint.KeyHashesKey),
            s.GetRequiredService<ILogger<EventGridEndpoint>>()));
        services.AddRuntimeStores(options).AddDurableEngine(catalog).AddManagement(options);
        services.AddSingleton<ListenerFactory>();
        services.AddSingleton(s => new TriggerListeners(
            s.GetRequiredService<ListenerFactory>().Create(),
            options,
            s.GetRequiredService<ILogger<TriggerListeners>>()));
        services.AddHostedService(s => s.GetRequiredService<TriggerListeners>());
        services.AddHostedService<HostMetrics>();
        services.AddHostedService(s => s.GetRequiredService<HealthProbes>()); // hosts stop the last one first
        services.Configure<HostOptions>(o => o.ShutdownTimeout = options.ShutdownTimeout);
        return services;
    }

    private static IServiceCollection AddRuntimeStores(this IServiceCollection services, RuntimeOptions options)
    {
        if (options.Directory is not { } directory)
        {
            services.AddSingleton<IInstanceStore, InMemoryInstanceStore>();
            services.TryAddSingleton<ITimerStatusStore, InMemoryTimerStatusStore>();
            return services;
        }

        services.AddSingleton(_ => RuntimeFile.Open(directory));
        services.AddSingleton(s => new OpenFile(s.GetRequiredService<RuntimeFile>().File));
        services.TryAddSingleton<IInstanceStore>(s => new SqliteInstanceStore(s.GetRequiredService<RuntimeFile>().File));
        services.TryAddSingleton<ITimerStatusStore>(s => new SqliteTimerStatusStore(s.GetRequiredService<RuntimeFile>().File));
        return services;
    }
}
