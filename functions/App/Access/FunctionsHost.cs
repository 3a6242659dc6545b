namespace FollowUpFlows.App.Access;

/// <summary>Whether an Azure Functions host stands before the application: then every request comes from the machine itself, whoever sent it.</summary>
internal static class FunctionsHost
{
    /// <summary>Each is set by some plan or tool, and none by all of them.</summary>
    private static readonly string[] Signs = ["FUNCTIONS_APPLICATION_DIRECTORY", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    public static bool IsPresent(Func<string, string?> environment) => Array.Exists(Signs, s => !string.IsNullOrEmpty(environment(s)));
}
