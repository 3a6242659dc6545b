namespace Microsoft.Azure.Functions.Worker;

/// <summary>Lets the host call a timer function again when it throws, before its next occurrence. Other triggers do not retry a
/// function: a queue delivers a message again, an event's sender repeats it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    /// <summary>Calls after the first one; -1 for no end of them.</summary>
    public int MaxRetryCount { get; set; }
}

/// <summary>The same pause before every retry.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <param name="delayInterval">Such as <c>00:00:10</c>, in real time.</param>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    public string DelayInterval { get; }
}

/// <summary>Pauses that double, give or take a fifth.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <param name="minimumInterval">The first pause, such as <c>00:00:04</c>, in real time.</param>
    /// <param name="maximumInterval">No pause is longer.</param>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }
}
