using System.Reflection;

namespace FollowUpFlows.Compat;

/// <summary>Finds the runtime: the one that was registered, or the one that lies beside the application.</summary>
internal static class EmbeddedRuntimes
{
    private const string AssemblyName = "FollowUpFlows.Runtime";
    private const string TypeName = "FollowUpFlows.Runtime.Hosting.EmbeddedRuntime";

    private static IEmbeddedRuntime? current;

    /// <exception cref="InvalidOperationException">None was registered and none lies beside the application.</exception>
    public static IEmbeddedRuntime Current
    {
        get => current ??= Load(AssemblyName);
        set => current = value;
    }

    /// <summary>Takes the runtime unless there is one.</summary>
    public static void Offer(IEmbeddedRuntime runtime) => current ??= runtime;

    /// <summary>By name, because the application must not reference what only one of its two builds has.</summary>
    public static IEmbeddedRuntime Load(string assemblyName)
    {
        try
        {
            Type type = Assembly.Load(assemblyName).GetType(TypeName, throwOnError: true)!;
            return (IEmbeddedRuntime)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or TypeLoadException)
        {
            throw new InvalidOperationException(
                $"{assemblyName}.dll, which runs the functions, is not beside the application: start it through 'followup', " +
                "or build it with FunctionsRuntime=Azure for an Azure Functions host.", e);
        }
    }
}
