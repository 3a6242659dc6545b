namespace Microsoft.Azure.Functions.Worker;

public abstract class BindingContext
{
    /// <summary>What the trigger knows beside its payload: route values, or a queue message's Id and DequeueCount.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
