using System.CommandLine;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime</c>: looks after the durable engine.</summary>
internal static class RuntimeCommand
{
    private const string Details = """
        Each works on the server that has the data folder, and where none runs on the files themselves: what it asks is then done
        when the next server starts. --url names another host instead, an Azure Functions host among them; its key is taken from the
        environment variable FOLLOWUP_RUNTIME_KEY.

        Examples:
          followup runtime status
          followup runtime instances --state failed --format csv
          followup runtime history ID
          followup runtime purge --before 2026-01-01 --yes
          followup runtime backup /backups/monday
        """;

    public static Command Create() => new DetailedCommand("runtime", "Look after the engine that runs the journeys", Details)
    {
        RuntimeStatusCommand.Create(),
        RuntimeInstancesCommand.Create(),
        RuntimeShowCommand.Create(),
        RuntimeShowCommand.CreateHistory(),
        RuntimeSteerCommand.Create("terminate", "End an instance at once", isDestructive: true),
        RuntimeSteerCommand.Create("suspend", "Let an instance rest; what happens to it is kept", isDestructive: false),
        RuntimeSteerCommand.Create("resume", "Let a suspended instance go on", isDestructive: false),
        RuntimePurgeCommand.Create(),
        RuntimeBackupCommand.Create(),
        RuntimeCheckCommand.Create(),
    };
}
