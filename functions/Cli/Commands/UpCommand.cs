using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FollowUpFlows.Cli.Serving;
using NodaTime.Text;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup up</c>: the server.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 7071;
    private const string DefaultData = "followup-data";

    private const string Details = """
        Everything is kept in the data folder. The first start makes it, with a file settings.json that holds one source,
        'shop', for signed JSON, and a secret for it: see docs/webhooks.md. Messages go to the outbox, which
        GET /api/outbox shows; nothing leaves the machine.

        The server listens on this machine only. Ctrl+C stops it; the next start goes on where it stood.

        Examples:
          followup up
          followup up --speed 86400     a day of the shop passes in a second
        """;

    public static Command Create()
    {
        Option<int> port = new("--port")
        {
            Description = "Where to listen; 0 takes a free one",
            HelpName = "PORT",
            DefaultValueFactory = _ => DefaultPort,
        };
        port.Validators.Add(result => RefuseBeyond(result, 0, 65_535));
        Option<string> data = new("--data")
        {
            Description = "The data folder",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultData,
        };
        Option<DateTimeOffset?> clock = new("--clock")
        {
            Description = "Start the shop clock at this instant instead of now, such as 2026-11-21T09:00:00+09:00",
            HelpName = "ISO",
            CustomParser = ParseInstant,
        };
        Option<double?> speed = new("--speed") { Description = "Let the shop clock run so many times as fast (default 1)", HelpName = "N" };

        DetailedCommand command = new("up", "Run the server", Details) { port, data, clock, speed };
        command.SetAction((parsed, cancellationToken) => Server.RunAsync(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            new ServerRequest(parsed.GetValue(port), parsed.GetValue(data)!, parsed.GetValue(clock), parsed.GetValue(speed)),
            cancellationToken));
        return command;
    }

    private static void RefuseBeyond(OptionResult result, int min, int max)
    {
        if (int.TryParse((result.Tokens.Count == 1 ? result.Tokens[0].Value : null), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && (number < min || number > max))
        {
            result.AddError($"{result.Option.Name} takes a number from {min} to {max}, not {number}");
        }
    }

    private static DateTimeOffset? ParseInstant(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        ParseResult<NodaTime.OffsetDateTime> parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (!parsed.Success)
        {
            result.AddError($"'{text}' is not an instant; write it as 2026-11-21T09:00:00+09:00");
        }

        return parsed.Success ? parsed.Value.ToDateTimeOffset() : null;
    }
}
