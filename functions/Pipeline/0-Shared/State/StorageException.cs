namespace FollowUpFlows.Pipeline.State;

/// <summary>The store did not do what it was asked; whether a write arrived is not known.</summary>
/// <param name="isTemporary">Trying again may help: throttled, timed out. Otherwise an operator must act: disk full, no permission.</param>
/// <param name="retryAfter">The store's own wish, when it has one.</param>
public sealed class StorageException(string message, bool isTemporary, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Trying again may help.</summary>
    public bool IsTemporary { get; } = isTemporary;

    /// <summary>How long the store wants to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
