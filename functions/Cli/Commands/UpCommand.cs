using System.CommandLine;
using FollowUpFlows.Cli.Fakes.Serving;
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
          followup up --fake-providers  e-mails and LINE messages go to fakes of SendGrid and LINE on this machine, whose pages show them
        """;

    public static Command Create()
    {
        Option<int?> port = ServerOptions.Port();
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("Start the shop clock of a new data folder at this instant instead of now, such as 2026-11-21T09:00:00+09:00");
        Option<double?> speed = ServerOptions.Speed("1");

        Option<bool> fakes = new("--fake-providers") { Description = "Send e-mails and LINE messages to fakes of SendGrid and LINE on this machine, whatever the settings say" };

        DetailedCommand command = new("up", "Run the server", Details) { port, data, clock, speed, fakes };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            ServerRequest request = new(
                parsed.GetValue(port), parsed.GetValue(data) ?? SharedOptions.DefaultData, parsed.GetValue(clock), parsed.GetValue(speed));
            return parsed.GetValue(fakes)
                ? RunWithFakesAsync(terminal, request, cancellationToken)
                : Server.RunAsync(terminal, request, companion: null, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunWithFakesAsync(Terminal terminal, ServerRequest request, CancellationToken cancellationToken)
    {
        await using FakeProviders fakes = await FakeProviders.StartAsync(cancellationToken);
        return await Server.RunAsync(terminal, request with { Settings = [.. fakes.Arguments(request.DataFolder)] }, fakes, cancellationToken);
    }
}
