using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A test that mounts a file system: root alone may. Elsewhere it is skipped and says so; where all must run it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        bool mayMount = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        bool mustRun = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal);
        Skip = mayMount || mustRun ? null : "It mounts a small disk: run the tests on Linux as root, in a container for instance.";
    }
}
