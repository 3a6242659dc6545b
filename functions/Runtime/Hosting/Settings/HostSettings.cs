using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What host.json says, where the embedded runtime heeds it.</summary>
/// <param name="RoutePrefix">Before every HTTP route, without slashes at its ends; empty for none.</param>
internal sealed record HostSettings(string RoutePrefix, QueueSettings Queues)
{
    private const string FileName = "host.json";
    private const string DefaultRoutePrefix = "api";

    /// <summary>A setting <c>AzureFunctionsJobHost:extensions:…</c> (in a variable: with <c>__</c>) replaces the
    /// file's, as on a real host.</summary>
    private const string OverrideSection = "AzureFunctionsJobHost";

    /// <exception cref="InvalidOperationException">A value that no host would take, named with its key.</exception>
    /// <exception cref="InvalidDataException">The file is not JSON.</exception>
    public static HostSettings Read(string folder, IConfiguration settings)
    {
        IConfigurationRoot host = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(folder, FileName), optional: true)
            .AddInMemoryCollection(
                settings.GetSection(OverrideSection).AsEnumerable(makePathsRelative: true).Where(s => s.Value is not null))
            .Build();
        return new HostSettings(
            (host["extensions:http:routePrefix"] ?? DefaultRoutePrefix).Trim('/'),
            QueueSettings.Read(host.GetSection("extensions:queues")));
    }
}
