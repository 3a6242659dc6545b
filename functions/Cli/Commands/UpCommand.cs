using System.CommandLine;
using FollowUpFlows.Cli.Serving;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup up</c>: the server.</summary>
internal static class UpCommand
{
    private const string Details = """
        Everything is kept in the data folder. The first start makes it, with a file settings.json that holds one source,
        'shop', for signed JSON, and a secret for it: see docs/webhooks.md. Messages go to the outbox, which
        GET /api/outbox shows; nothing leaves the machine.

        The server listens on this machine only. Ctrl+C stops it; the next start goes on where it stood. So does a shop clock
        that --clock or --speed set apart: --clock counts for a new data folder, or when it names another instant than before.

        Examples:
          followup up
          followup up --speed 86400     a day of the shop passes in a second
        """;

    public static Command Create()
    {
        Option<int?> port = ServerOptions.Port();
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("Start the shop clock of a new data folder at this instant instead of now, such as 2026-11-21T09:00:00+09:00");
        Option<double?> speed = ServerOptions.Speed("1");

        DetailedCommand command = new("up", "Run the server", Details) { port, data, clock, speed };
        command.SetAction((parsed, cancellationToken) => Server.RunAsync(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            new ServerRequest(parsed.GetValue(port) ?? ServerOptions.DefaultPort, parsed.GetValue(data) ?? SharedOptions.DefaultData, parsed.GetValue(clock), parsed.GetValue(speed)),
            companion: null,
            cancellationToken));
        return command;
    }
}
