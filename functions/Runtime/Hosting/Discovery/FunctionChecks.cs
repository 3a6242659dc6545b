using System.Reflection;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Runtime.Hosting;

/// <summary>The rules that hold for every function, whatever triggers it.</summary>
internal static partial class FunctionChecks
{
    private const string ReservedName = "host";

    public static IEnumerable<string> OfMethod(MethodInfo method, string name)
    {
        if (!NamePattern().IsMatch(name) || name.Equals(ReservedName, StringComparison.OrdinalIgnoreCase))
        {
            yield return "has a name that no host takes; use a letter, then up to 127 letters, digits, '_' or '-', and not 'host'";
        }

        if (!method.IsPublic)
        {
            yield return "is not public, so it would never be called; make the method public";
        }

        Type type = method.DeclaringType!;
        if (type.IsNestedPrivate || type.IsNestedFamily || type.ContainsGenericParameters || (type.IsAbstract && !method.IsStatic))
        {
            yield return "is in a class that the host cannot create; make it public or internal, neither abstract nor generic";
        }

        if (method.IsGenericMethod)
        {
            yield return "has type parameters, which nothing can fill in; remove them";
        }

        if (method.GetParameters().Any(p => p.Name == "_"))
        {
            yield return "has a parameter named '_', which a host cannot bind; give it a name";
        }
    }

    /// <summary>A real host's tools refuse retries on other triggers as well: they would never happen.</summary>
    public static string? OfRetries(FunctionEntry function)
    {
        try
        {
            return RetryRule.Of(function.Method) != RetryRule.None && !function.Kind.HasRetries
                ? "has retries, which only timer functions do; a queue delivers again by itself (maxDequeueCount in host.json)"
                : null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    public static IEnumerable<string> Duplicates(IEnumerable<FunctionEntry> entries) =>
        entries.GroupBy(e => e.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g =>
                $"{string.Join(" and ", g.Select(e => e.Place))} share the function name '{g.Key}' (case does not count); rename one.");

    [GeneratedRegex(@"^[a-z][a-z0-9_\-]{0,127}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
