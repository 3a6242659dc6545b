using Azure.Core;
using Azure.Core.Pipeline;

namespace FollowUpFlows.Storage.Azure;

/// <summary>How long a call may take, and how it is tried again: after longer and longer pauses of random length, or those that the service
/// asks for.</summary>
/// <param name="TryMax">Of one try, to the last byte of the answer.</param>
internal sealed record AzureRetries(int RetriesMax, TimeSpan FirstPause, TimeSpan PauseMax, TimeSpan TryMax)
{
    /// <summary>A busy account gets about a minute; whoever waits for longer is told, and tries again in his own time.</summary>
    public static AzureRetries Default { get; } =
        new(RetriesMax: 6, TimeSpan.FromMilliseconds(400), PauseMax: TimeSpan.FromSeconds(20), TryMax: TimeSpan.FromSeconds(20));

    /// <summary>Sees every request of a call that goes out, for those who count them.</summary>
    public HttpPipelinePolicy? Observer { get; init; }

    /// <summary>Where requests go in place of the network; for tests.</summary>
    public HttpPipelineTransport? Transport { get; init; }

    public T Of<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = RetriesMax;
        options.Retry.Delay = FirstPause;
        options.Retry.MaxDelay = PauseMax;
        options.Retry.NetworkTimeout = TryMax;
        options.AddPolicy(LostAnswers.Policy, HttpPipelinePosition.PerRetry);
        if (Observer is not null)
        {
            options.AddPolicy(Observer, HttpPipelinePosition.PerRetry);
        }

        options.Transport = Transport ?? options.Transport;
        return options;
    }
}
