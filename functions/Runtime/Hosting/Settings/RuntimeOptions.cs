using System.Globalization;
using FollowUpFlows.Runtime.Durable;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Settings of the embedded runtime itself.</summary>
/// <param name="Directory">Where <c>runtime.db</c> lies; null keeps everything in memory and forgets it at the end.</param>
/// <param name="Drain">How long running work may take to finish at a stop before it is canceled, ≥ 0.</param>
/// <param name="Urls">Addresses to listen on, parted by semicolons; port 0 takes any free one.</param>
internal sealed record RuntimeOptions(string? Directory, TimeSpan Drain, string Urls)
{
    public const string DirectoryKey = "Storage:Directory";
    public const string InMemoryKey = "Runtime:InMemory";
    public const string DrainKey = "Runtime:DrainSeconds";
    public const string UrlsKey = "urls";
    public const string DefaultDirectory = "followup-data";
    public const string DefaultUrls = "http://127.0.0.1:7071";
    public const int DefaultDrainSeconds = 20;

    public const string ActivitiesMaxKey = "Runtime:ActivitiesMax";
    public const string LiveInstancesMaxKey = "Runtime:LiveInstancesMax";
    private const int ActivitiesLimit = 10_000;
    private const int LiveInstancesLimit = 1_000_000;

    /// <summary>For everything that stops after the listeners: requests, the engine, the stores.</summary>
    private static readonly TimeSpan RestOfShutdown = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="DurableEngineOptions.ActivitiesMax"/>
    public int ActivitiesMax { get; init; } = new DurableEngineOptions().ActivitiesMax;

    /// <inheritdoc cref="DurableEngineOptions.LiveInstancesMax"/>
    public int LiveInstancesMax { get; init; } = new DurableEngineOptions().LiveInstancesMax;

    /// <summary>Listeners and engine may each take the drain time.</summary>
    public TimeSpan ShutdownTimeout => 2 * Drain + RestOfShutdown;

    /// <exception cref="InvalidOperationException">A value that cannot be read, named with its key.</exception>
    public static RuntimeOptions Read(IConfiguration settings) => new(
        IsInMemory(settings) ? null : Path.GetFullPath(NullIfEmpty(settings[DirectoryKey]) ?? DefaultDirectory),
        DrainOf(settings),
        NullIfEmpty(settings[UrlsKey]) ?? NullIfEmpty(settings["ASPNETCORE_URLS"]) ?? DefaultUrls)
    {
        ActivitiesMax = Number(settings, ActivitiesMaxKey, new DurableEngineOptions().ActivitiesMax, 1, ActivitiesLimit),
        LiveInstancesMax = Number(settings, LiveInstancesMaxKey, new DurableEngineOptions().LiveInstancesMax, 0, LiveInstancesLimit),
    };

    private static bool IsInMemory(IConfiguration settings) =>
        settings[InMemoryKey] is { } text
        && (bool.TryParse(text, out bool value)
            ? value
            : throw new InvalidOperationException($"{InMemoryKey} is '{text}', expected true or false."));

    private static TimeSpan DrainOf(IConfiguration settings) =>
        settings[DrainKey] is not { } text ? TimeSpan.FromSeconds(DefaultDrainSeconds)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidOperationException($"{DrainKey} is '{text}', expected whole seconds, 0 or more.");

    private static int Number(IConfiguration settings, string key, int otherwise, int min, int max) =>
        settings[key] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max ? value
        : throw new InvalidOperationException($"{key} is '{text}', expected a whole number from {min} to {max}.");

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
