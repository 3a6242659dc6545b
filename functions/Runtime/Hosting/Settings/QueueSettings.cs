using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary><c>extensions.queues</c> of host.json; the defaults are those of a real host.</summary>
/// <param name="BatchSize">Messages taken at once, 1 to 32.</param>
/// <param name="NewBatchThreshold">The next batch is taken as soon as no more than this many messages are in work.</param>
/// <param name="MaxDequeueCount">Deliveries of one message, ≥ 1; after the last failed one it goes to the poison queue.</param>
/// <param name="VisibilityTimeout">How long a failed message waits for its next delivery, 0 to 7 days.</param>
/// <param name="MaxPollingInterval">Longest pause between two looks at an empty queue; here never above 100 ms,
/// because looking is cheap.</param>
internal sealed record QueueSettings(
    int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval)
{
    public const int DefaultBatchSize = 16;
    public const int DefaultMaxDequeueCount = 5;
    private const int BatchSizeMax = 32;
    private static readonly TimeSpan PollingIntervalMax = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan VisibilityTimeoutMax = TimeSpan.FromDays(7);

    /// <summary>How a host may expect messages to be written. Only the word is looked at: what is sent here lies in the queue as it is, and
    /// any text may look as if it were encoded, so that decoding would change some.</summary>
    private static readonly string[] MessageEncodings = ["base64", "none"];

    /// <exception cref="InvalidOperationException">A value out of range, named with its key.</exception>
    public static QueueSettings Read(IConfigurationSection section)
    {
        Check(section, "messageEncoding", MessageEncodings);
        int batchSize = Number(section, "batchSize", DefaultBatchSize, 1, BatchSizeMax);
        TimeSpan polling = Duration(section, "maxPollingInterval", PollingIntervalMax, TimeSpan.MaxValue);
        return new QueueSettings(
            batchSize,
            Number(section, "newBatchThreshold", batchSize / 2, 0, int.MaxValue),
            Number(section, "maxDequeueCount", DefaultMaxDequeueCount, 1, int.MaxValue),
            Duration(section, "visibilityTimeout", TimeSpan.Zero, VisibilityTimeoutMax),
            polling < PollingIntervalMax ? polling : PollingIntervalMax);
    }

    private static void Check(IConfigurationSection section, string key, string[] words)
    {
        if (section[key] is { } text && !words.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"host.json: {section.Path}:{key} is '{text}', expected {string.Join(" or ", words)}.");
        }
    }

    private static int Number(IConfigurationSection section, string key, int otherwise, int min, int max) =>
        section[key] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max ? value
        : throw new InvalidOperationException($"host.json: {section.Path}:{key} is '{text}', expected a whole number from {min} to {max}.");

    private static TimeSpan Duration(IConfigurationSection section, string key, TimeSpan otherwise, TimeSpan max) =>
        section[key] is not { } text ? otherwise
        : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan value)
            && value >= TimeSpan.Zero && value <= max
            ? value
        : throw new InvalidOperationException($"host.json: {section.Path}:{key} is '{text}', expected a duration such as 00:00:30.");
}
