using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace FollowUpFlows.Runtime.Hosting;

internal sealed class HttpTriggerKind(bool isWebApplication) : TriggerKind
{
    private static readonly string[] ReservedRoutes = ["admin", "runtime"];

    public override Type AttributeType => typeof(HttpTriggerAttribute);

    public override string BindingType => "httpTrigger";

    public override ParameterSource? PayloadSource(Type parameterType) =>
        parameterType == typeof(HttpRequest) ? invocation => ((HttpContext)invocation.Payload).Request : null;

    public override ParameterSource? OtherSource(FunctionEntry function, ParameterInfo parameter) =>
        RoutePatternOf(function)?.GetParameter(parameter.Name!) is null ? null : RouteValues.Source(parameter);

    public override IEnumerable<string> Faults(FunctionEntry function)
    {
        HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
        if (!isWebApplication)
        {
            yield return "takes HTTP requests, which the application did not ask for; call builder.ConfigureFunctionsWebApplication()";
        }

        if (!HasExplicitLevel(function.TriggerParameter))
        {
            yield return "has an HTTP trigger without a level, which some hosts read as a demand for a key; " +
                "write AuthorizationLevel.Anonymous";
        }
        else if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
        {
            yield return $"demands a key of level {trigger.AuthLevel}, but the embedded runtime has no keys; " +
                "write AuthorizationLevel.Anonymous and check the caller in the function";
        }

        if (!CanAnswer(function.ResultType))
        {
            yield return $"returns {function.ResultType.Name}, which no host writes to the response; return IResult or IActionResult";
        }

        foreach (string fault in RouteFaults(function, trigger))
        {
            yield return fault;
        }
    }

    /// <summary>The template below the prefix of host.json: the route, or the function's name when it has none.</summary>
    public static string RouteOf(FunctionEntry function) =>
        ((HttpTriggerAttribute)function.Trigger).Route is { Length: > 0 } route ? route : function.Name;

    private static IEnumerable<string> RouteFaults(FunctionEntry function, HttpTriggerAttribute trigger)
    {
        if (trigger.Route == "/")
        {
            yield return "has the route '/', with which every HTTP function times out; use '{*path}', which serves the root too";
        }
        else if (Array.Find(ReservedRoutes, r => BeginsWith(trigger.Route, r)) is { } reserved)
        {
            yield return $"has a route that begins with '{reserved}', which belongs to the host; choose another";
        }
        else if (RoutePatternOf(function) is null)
        {
            yield return $"has the route '{trigger.Route}', which is not a route template; see the routing documentation of ASP.NET Core";
        }
    }

    private static bool BeginsWith(string? route, string reserved) =>
        route?.TrimStart('/').StartsWith(reserved, StringComparison.OrdinalIgnoreCase) == true;

    private static RoutePattern? RoutePatternOf(FunctionEntry function)
    {
        try
        {
            return RoutePatternFactory.Parse(RouteOf(function));
        }
        catch (RoutePatternException)
        {
            return null;
        }
    }

    /// <summary>The attribute's constructors that take no level leave it to the host.</summary>
    private static bool HasExplicitLevel(ParameterInfo parameter) =>
        parameter.GetCustomAttributesData().Single(a => a.AttributeType == typeof(HttpTriggerAttribute))
            .ConstructorArguments.Any(a => a.ArgumentType == typeof(AuthorizationLevel));

    private static bool CanAnswer(Type result) =>
        result == typeof(void) || result.IsAssignableTo(typeof(IResult)) || result.IsAssignableTo(typeof(IActionResult));
}
