using System.CommandLine;
using FollowUpFlows.Cli.Demo;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup demo</c>: a shop with a past, running.</summary>
internal static class DemoCommand
{
    private const string DefaultData = "followup-demo";

    /// <summary>An hour in a second: follow-ups of the third day come within minutes, and each can be looked at.</summary>
    private const double DefaultSpeed = 3_600;

    private const string Details = """
        Makes a shop with a past of a year in a folder of its own, which takes less than a minute, and runs the server on it. Real
        orders of a gift shop, bought by customers with Japanese names who do not exist, have gone through everything that a live
        shop does: ranks, journeys, messages, the certificate of each day. The last order is some days old at most. From there the
        shop lives on, an hour in a second: last year's orders come again, as signed webhooks. Messages go to the outbox; nothing
        leaves the machine.

        Ctrl+C stops it; the next start goes on where it stood. With --clock the past ends at that instant instead of now, and
        another demo of the same instant is the same to the last letter, keys included. The sources of the sample are named in
        the folder samples of the product.

        Examples:
          followup demo
          followup demo --fresh --clock 2026-11-21T09:00:00+09:00
          followup demo --speed 60      a minute of the shop passes in a second
        """;

    public static Command Create()
    {
        Option<string?> data = new("--data")
        {
            Description = $"The data folder; holds nothing but the demo (default {DefaultData})",
            HelpName = "DIR",
        };
        Option<int?> port = ServerOptions.Port();
        Option<DateTimeOffset?> clock = SharedOptions.Clock(
            "Until when the shop has lived when it is made, instead of now, such as 2026-11-21T09:00:00+09:00");
        Option<double?> speed = ServerOptions.Speed($"{DefaultSpeed}");
        Option<bool> fresh = new("--fresh") { Description = "Make the demo anew in place of the one that is there" };
        Option<int?> everyNth = new("--every-nth") { Hidden = true };  // a smaller shop, for tests

        DetailedCommand command = new("demo", "Run a shop with a past, to look at", Details) { data, port, clock, speed, fresh, everyNth };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await Task.Yield();  // Ctrl+C is listened for once the action waits, and a past in memory is made without waiting
            return await DemoRun.RunAsync(
                new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
                new DemoRequest(
                    parsed.GetValue(data) ?? DefaultData,
                    parsed.GetValue(port) ?? ServerOptions.DefaultPort,
                    parsed.GetValue(clock),
                    parsed.GetValue(speed) ?? DefaultSpeed,
                    parsed.GetValue(fresh),
                    parsed.GetValue(everyNth) ?? 1),
                cancellationToken);
        });
        return command;
    }
}
