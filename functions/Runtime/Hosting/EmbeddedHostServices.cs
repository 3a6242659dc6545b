using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What the runtime adds to the services of the application.</summary>
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
        services.AddSingleton<HttpFunctions>();
        services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        services.AddSingleton(s => DurableFunctions.Register(catalog, s.GetRequiredService<FunctionInvoker>()));
        services.TryAddSingleton<ITimerStatusStore, InMemoryTimerStatusStore>();
        services.AddSingleton<ListenerFactory>();
        services.AddSingleton(s => new TriggerListeners(
            s.GetRequiredService<ListenerFactory>().Create(),
            options,
            s.GetRequiredService<ILogger<TriggerListeners>>()));
        services.AddHostedService(s => s.GetRequiredService<TriggerListeners>());
        services.Configure<HostOptions>(o => o.ShutdownTimeout = options.ShutdownTimeout);
        return services;
    }
}
