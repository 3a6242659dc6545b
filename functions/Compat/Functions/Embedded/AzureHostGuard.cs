namespace FollowUpFlows.Compat;

/// <summary>The embedded build cannot serve an Azure Functions host, which would wait for it in silence: say so instead.</summary>
internal static class AzureHostGuard
{
    /// <exception cref="InvalidOperationException">The process was started by an Azure Functions host.</exception>
    public static void ThrowIfOnAzureHost(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        if (Sign(args, environment) is { } sign)
        {
            throw new InvalidOperationException(
                $"This build runs its functions itself, but was started by an Azure Functions host ({sign} is set). " +
                "Publish for Azure with the MSBuild property FunctionsRuntime=Azure.");
        }
    }

    /// <summary>The argument or variable that only an Azure Functions host sets, or null.</summary>
    private static string? Sign(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        bool Has(string name) => args.Any(a =>
            a.Equals(name, StringComparison.OrdinalIgnoreCase) || a.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        bool IsSet(string name) => !string.IsNullOrEmpty(environment(name));
        return Has("--functions-uri") ? "--functions-uri"
            : Has("--functions-worker-id") ? "--functions-worker-id"
            : Has("--host") && Has("--workerId") ? "--workerId"
            : IsSet("FUNCTIONS_APPLICATION_DIRECTORY") ? "FUNCTIONS_APPLICATION_DIRECTORY"
            : IsSet("FUNCTIONS_WORKER_RUNTIME") && IsSet("WEBSITE_INSTANCE_ID") ? "WEBSITE_INSTANCE_ID"
            : null;
    }
}
