using FollowUpFlows.Compat;
using FollowUpFlows.Tests.Contract.Durable.Kills;
using FollowUpFlows.Tests.Contract.Durable.Kills.Server;

/// <summary>Runs in the real program, before its own code, where <c>DOTNET_STARTUP_HOOKS</c> names this assembly: the program itself has
/// nothing of it. Its name and place are .NET's.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(KillPoints.Variable) is { Length: > 0 } text)
        {
            EmbeddedRuntimes.Current = new KillingRuntime(KillPlan.Parse(text));
        }
    }
}
