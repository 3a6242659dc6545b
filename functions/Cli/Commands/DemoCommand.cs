using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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

        Two weeks after their first order customers get one of two letters, or none: an A/B test with a holdout. The orders are
        history, which no letter can change, so the test finds no difference. With --response 0.15, of a hundred customers whom
        letter B has reached fifteen buy once more within eleven days, and the test finds that. Those orders are simulated: their ids
        begin with 'simulated-', and the names of the test and of the shop say it wherever they are shown.

        Ctrl+C stops it; the next start goes on where it stood. With --clock the past ends at that instant instead of now, and
        another demo of the same instant is the same to the last letter, keys included. The sources of the sample are named in
        the folder samples of the product.

        Examples:
          followup demo
          followup demo --fresh --clock 2026-11-21T09:00:00+09:00
          followup demo --fresh --response 0.15
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
        Option<double?> response = new("--response")
        {
            Description = "Simulate that this share of those who got letter B of the test buys once more, such as 0.15 (default 0)",
            HelpName = "SHARE",
            CustomParser = ParseShare,
        };
        Option<bool> fresh = new("--fresh") { Description = "Make the demo anew in place of the one that is there" };
        Option<int?> everyNth = new("--every-nth") { Hidden = true };  // a smaller shop, for tests

        DetailedCommand command = new("demo", "Run a shop with a past, to look at", Details) { data, port, clock, speed, response, fresh, everyNth };
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
                    parsed.GetValue(everyNth) ?? 1)
                {
                    Response = parsed.GetValue(response),
                },
                cancellationToken);
        });
        return command;
    }

    private static double? ParseShare(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share <= 1)
        {
            return share;
        }

        result.AddError($"--response takes a share from 0 to 1, such as 0.15, not '{text}'");
        return null;
    }
}
