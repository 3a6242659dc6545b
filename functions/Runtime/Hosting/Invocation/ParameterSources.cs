using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>Decides once, at start, where each parameter of a function comes from.</summary>
internal static class ParameterSources
{
    public static IEnumerable<string> Unbindable(FunctionEntry function) =>
        function.Method.GetParameters()
            .Where(p => Of(function, p) is null && p.Name != "_")
            .Select(p =>
                $"has the parameter '{p.ParameterType.Name} {p.Name}', which {function.Kind.BindingType} does not bring; " +
                "remove it, or take it from the class's constructor");

    /// <summary>Null when nothing brings such a value.</summary>
    public static ParameterSource? Of(FunctionEntry function, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        return parameter == function.TriggerParameter ? function.Kind.PayloadSource(type)
            : type == typeof(FunctionContext) ? invocation => invocation
            : type == typeof(CancellationToken) ? invocation => invocation.CancellationToken
            : type == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute))
                ? invocation => invocation.InstanceServices.GetRequiredService<DurableTaskClient>()
            : function.Kind.OtherSource(function, parameter);
    }
}
