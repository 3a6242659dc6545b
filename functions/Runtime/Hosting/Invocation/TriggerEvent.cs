using System.Collections.Immutable;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>What a trigger hands to one invocation.</summary>
internal sealed record TriggerEvent(object Payload, IReadOnlyDictionary<string, object?> BindingData)
{
    public TriggerEvent(object payload)
        : this(payload, ImmutableDictionary<string, object?>.Empty)
    {
    }

    public RetryingInvoker.Retry Retry { get; init; } = RetryingInvoker.Retry.None;
}
