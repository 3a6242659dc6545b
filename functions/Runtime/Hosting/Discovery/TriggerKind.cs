using System.Reflection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Reads a parameter's value from an invocation.</summary>
internal delegate object? ParameterSource(Invocation invocation);

/// <summary>What the host must know of a kind of trigger before anything runs.</summary>
internal abstract class TriggerKind
{
    public abstract Type AttributeType { get; }

    /// <summary>The kind's name in a function's metadata, such as <c>queueTrigger</c>.</summary>
    public abstract string BindingType { get; }

    /// <summary>Whether a function is called again when it throws, if its attribute says so.</summary>
    public virtual bool HasRetries => false;

    /// <summary>How the trigger's own parameter is read; null when its type cannot be.</summary>
    public abstract ParameterSource? PayloadSource(Type parameterType);

    /// <summary>What a real host would refuse, or what could never run here: each fault with its remedy, as the end of a sentence that
    /// begins with the function.</summary>
    public virtual IEnumerable<string> Faults(FunctionEntry function) => [];

    /// <summary>How another parameter is read from what this kind of trigger brings; null when it brings no such thing.</summary>
    public virtual ParameterSource? OtherSource(FunctionEntry function, ParameterInfo parameter) => null;
}
