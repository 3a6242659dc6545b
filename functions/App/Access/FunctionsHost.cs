namespace FollowUpFlows.App.Access;

/// <summary>Whether an Azure Functions host stands before the application: then every request comes from the machine itself, whoever sent it.</summary>
internal static class FunctionsHost
{
    /// <summary>Each is set by some plan, and none by all of them.</summary>
    private static readonly string[] SignsOfAzure = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    private static readonly string[] Signs = [.. SignsOfAzure, "FUNCTIONS_APPLICATION_DIRECTORY", "FUNCTIONS_EXTENSION_VERSION"];

    /// <summary>On Azure or on a developer's machine.</summary>
    public static bool IsPresent(Func<string, string?> environment) => IsAny(Signs, environment);

    /// <summary>Where disks go with the instance.</summary>
    public static bool IsOnAzure(Func<string, string?> environment) => IsAny(SignsOfAzure, environment);

    private static bool IsAny(string[] signs, Func<string, string?> environment) => Array.Exists(signs, s => !string.IsNullOrEmpty(environment(s)));
}
