using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace FollowUpFlows.Tests.Contract.Hosting.RealHost;

/// <summary>What a real host refuses, or takes and then never runs. Seen on one, each of them.</summary>
internal static partial class RealHostRules
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] PathsOfTheHost = ["admin", "runtime"];

    public static IReadOnlyList<Function> Functions(IEnumerable<Type> types) =>
    [
        .. types.SelectMany(t => t.GetMethods(Declared))
            .Select(m => (Method: m, Attribute: m.GetCustomAttribute<FunctionAttribute>()))
            .Where(f => f.Attribute is not null)
            .Select(f => new Function(f.Attribute!.Name, f.Method)),
    ];

    /// <returns>One line each.</returns>
    public static IEnumerable<string> Faults(IReadOnlyList<Function> functions) =>
        functions.SelectMany(f => OfMethod(f).Concat(OfHttp(f)).Concat(OfDurable(f)).Select(fault => $"{f.Name}: {fault}"))
            .Concat(OfNames(functions)).Concat(OfOrder(functions));

    private static IEnumerable<string> OfMethod(Function function)
    {
        if (!function.Method.IsPublic)
        {
            yield return "the method is not public: it is indexed, and answers 404";
        }

        if (!NamePattern().IsMatch(function.Name))
        {
            yield return "no host takes this name";
        }

        if (function.Method.GetParameters().Any(p => p.Name == "_"))
        {
            yield return "a parameter is named '_'";
        }

        if (function.Method.GetParameters().Count(p => p.IsDefined(typeof(TriggerBindingAttribute), inherit: true)) != 1)
        {
            yield return "there is not exactly one trigger";
        }
    }

    private static IEnumerable<string> OfHttp(Function function)
    {
        if (function.Http is not { } http)
        {
            yield break;
        }

        if (!http.ConstructorArguments.Any(a => a.ArgumentType == typeof(AuthorizationLevel)))
        {
            yield return "without a level the trigger demands a key";
        }

        if (function.Route == "/")
        {
            yield return "with the route '/' every HTTP function times out";
        }

        if (PathsOfTheHost.Any(p => function.Route.TrimStart('/').StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"the route '{function.Route}' is the host's";
        }
    }

    /// <summary>A second input of an orchestrator binds only when its type is exactly that of the input; the host reads activity inputs
    /// on its way, and spoils bare lists and bare numbers.</summary>
    private static IEnumerable<string> OfDurable(Function function)
    {
        ParameterInfo[] parameters = function.Method.GetParameters();
        if (parameters.Any(p => p.IsDefined(typeof(OrchestrationTriggerAttribute)))
            && (parameters.Length != 1 || parameters[0].ParameterType != typeof(TaskOrchestrationContext)))
        {
            yield return "an orchestrator takes its context and nothing else";
        }

        Type? input = parameters.FirstOrDefault(p => p.IsDefined(typeof(ActivityTriggerAttribute)))?.ParameterType;
        if (input is not null && input != typeof(string) && !IsRecord(input))
        {
            yield return $"the input {input.Name} of an activity is no record";
        }
    }

    private static bool IsRecord(Type type) =>
        type.IsClass && !type.IsArray && !type.Namespace!.StartsWith(nameof(System), StringComparison.Ordinal);

    private static IEnumerable<string> OfNames(IReadOnlyList<Function> functions) =>
        functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1).Select(g => $"{g.Key}: more than one function");

    /// <summary>Routes are tried by the names of their functions, and the first that fits is taken.</summary>
    private static IEnumerable<string> OfOrder(IReadOnlyList<Function> functions)
    {
        Function[] http = [.. functions.Where(f => f.Http is not null).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        return http.SkipLast(1).Where(f => f.Route.StartsWith("{*", StringComparison.Ordinal))
            .Select(f => $"{f.Name}: takes every path before {http[^1].Name} is asked");
    }

    [GeneratedRegex(@"^(?!host$)[a-z][a-z0-9_\-]{0,127}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    internal sealed record Function(string Name, MethodInfo Method)
    {
        /// <summary>As written: the attribute itself does not tell whether its level was given.</summary>
        public CustomAttributeData? Http => Method.GetParameters().SelectMany(p => p.GetCustomAttributesData())
            .FirstOrDefault(a => a.AttributeType == typeof(HttpTriggerAttribute));

        public string Route => Http?.NamedArguments.FirstOrDefault(a => a.MemberName == "Route").TypedValue.Value as string ?? Name;
    }
}
