namespace FollowUpFlows.Pipeline.Intake;

/// <summary>What may help when a shop's API did not answer as it should.</summary>
public enum ShopApiFailure
{
    /// <summary>Trying again later: too many requests, an outage, no answer.</summary>
    Temporary,

    /// <summary>An operator who gives access again. It is tried again, too: one repair then helps all that waits.</summary>
    Unauthorized,

    /// <summary>Nothing that time brings: our request is wrong, or the answer is not what was agreed.</summary>
    Rejected,
}

/// <summary>A shop's API did not tell what it was asked for.</summary>
/// <param name="detail">What was expected, what came, what to do; no personal data, no part of a secret, nothing of the answer's body.</param>
/// <param name="retryAfter">What the shop asked for; null when it said nothing.</param>
public sealed class ShopApiException(ShopApiFailure failure, string detail, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(detail, innerException)
{
    /// <summary>What may help.</summary>
    public ShopApiFailure Failure { get; } = failure;

    /// <summary>The shop wants to be left alone for so long.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
