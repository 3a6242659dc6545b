namespace Microsoft.DurableTask;

/// <summary>True: try again at once.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>True: try again at once. May await durable timers of the orchestration, nothing else.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler may look at.</summary>
/// <param name="LastAttemptNumber">1 after the first attempt.</param>
/// <param name="TotalRetryTime">On the orchestration's clock, since the first attempt.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
