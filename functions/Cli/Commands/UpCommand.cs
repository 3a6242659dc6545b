using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FollowUpFlows.Cli.Serving;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup up</c>: the server.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 7071;
    private const int PortMax = 65_535;

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
        Option<int?> port = new("--port")
        {
            Description = $"Where to listen; 0 takes a free one (default {DefaultPort})",
            HelpName = "PORT",
            CustomParser = ParsePort,
        };
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("Start the shop clock of a new data folder at this instant instead of now, such as 2026-11-21T09:00:00+09:00");
        Option<double?> speed = new("--speed")
        {
            Description = "Let the shop clock run so many times as fast (default 1)",
            HelpName = "N",
            CustomParser = ParseSpeed,
        };

        DetailedCommand command = new("up", "Run the server", Details) { port, data, clock, speed };
        command.SetAction((parsed, cancellationToken) => Server.RunAsync(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            new ServerRequest(parsed.GetValue(port) ?? DefaultPort, parsed.GetValue(data) ?? SharedOptions.DefaultData, parsed.GetValue(clock), parsed.GetValue(speed)),
            cancellationToken));
        return command;
    }

    private static int? ParsePort(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= PortMax)
        {
            return port;
        }

        result.AddError($"--port takes a number from 0 to {PortMax}, not '{text}'");
        return null;
    }

    /// <summary>Which speeds can be used, the setting says.</summary>
    private static double? ParseSpeed(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (double.TryParse(text, Number, CultureInfo.InvariantCulture, out double speed))
        {
            return speed;
        }

        result.AddError($"--speed takes a number such as 86400, not '{text}'");
        return null;
    }
}
