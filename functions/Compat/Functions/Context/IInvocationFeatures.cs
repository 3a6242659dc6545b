namespace Microsoft.Azure.Functions.Worker;

/// <summary>At most one instance of each type, for one invocation.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    void Set<T>(T instance);

    /// <summary>Null (default) when none was set.</summary>
    T? Get<T>();
}
