using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>Refuses what is too large to be stored, where it is made: the fault is that of the caller, the activity or the orchestrator.
/// Found only when it is stored, it would stop the engine, and again at every start.</summary>
internal sealed class LimitedConverter(DataConverter inner, int charsMax) : DataConverter
{
    /// <exception cref="ArgumentException">The text is longer than the limit.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public override string? Serialize(object? value)
    {
        string? data = inner.Serialize(value);
        return data?.Length > charsMax
            ? throw new ArgumentException(
                $"An input, result or payload has at most {charsMax} characters, this one {data.Length}. Hand over a key and keep the data "
                + "in a store.",
                nameof(value))
            : data;
    }

    [return: NotNullIfNotNull(nameof(data))]
    public override object? Deserialize(string? data, Type targetType) => inner.Deserialize(data, targetType);
}
