using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>A method with <c>[Function]</c> and exactly one trigger.</summary>
/// <param name="Name">As written in the attribute; compared without regard to case.</param>
internal sealed record FunctionEntry(
    string Name, MethodInfo Method, ParameterInfo TriggerParameter, TriggerBindingAttribute Trigger, TriggerKind Kind)
{
    /// <summary><c>Namespace.Class.Method</c>: where to look when the function is at fault.</summary>
    public string Place => PlaceOf(Method);

    /// <summary>What the method gives when awaited: <c>void</c> for <c>Task</c>.</summary>
    public Type ResultType => MethodCall.ResultType(Method.ReturnType);

    public static string PlaceOf(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
