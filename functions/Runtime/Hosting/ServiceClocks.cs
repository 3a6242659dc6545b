using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The clocks on which the runtime runs the application's time and its own.</summary>
internal static class ServiceClocks
{
    /// <summary>The key under which an application registers its shop clock, a <see cref="TimeProvider"/>.</summary>
    public const string ShopClockKey = "shop";

    /// <summary>Never set but by tests.</summary>
    public const string SystemClockKey = "system";

    /// <summary>For schedules and orchestrations; may be virtual or fast.</summary>
    public static TimeProvider ShopClock(this IServiceProvider services) =>
        services.GetKeyedService<TimeProvider>(ShopClockKey) ?? TimeProvider.System;

    /// <summary>For leases; always real.</summary>
    public static TimeProvider SystemClock(this IServiceProvider services) =>
        services.GetKeyedService<TimeProvider>(SystemClockKey) ?? TimeProvider.System;
}
