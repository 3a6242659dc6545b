using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The durable engine as a service of the application.</summary>
internal static class DurableServices
{
    public static IServiceCollection AddDurableEngine(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        services.TryAddSingleton(s => EngineOptions(s.GetRequiredService<RuntimeOptions>()));
        services.AddSingleton(s => DurableFunctions.Register(catalog, s.GetRequiredService<FunctionInvoker>()));
        services.AddSingleton(s => new DurableEngine(
            s.GetRequiredService<TaskRegistry>(),
            s.GetRequiredService<IInstanceStore>(),
            s.GetRequiredService<DurableEngineOptions>(),
            s.ShopClock(),
            s.GetRequiredService<DataConverter>(),
            s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(s => s.GetRequiredService<DurableEngine>().Client);

        // First of all: services of the application may start orchestrations when they start themselves.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DurableEngineService>());
        return services;
    }

    private static DurableEngineOptions EngineOptions(RuntimeOptions options) =>
        new() { ActivitiesMax = options.ActivitiesMax, LiveInstancesMax = options.LiveInstancesMax };
}
