using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline.Enrollments;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup backfill</c>: enrolls those in a journey who would have entered it earlier.</summary>
internal static class BackFillCommand
{
    private const int PageSize = 200;

    private const string Details = """
        For a journey that was published when its customers were there already: those whom its trigger would have enrolled, and who fit
        it today, enter now. Their steps count from the day on which they enter; nobody enters twice, however often it is run.
        --preview shows how many that are, by rank, and how many messages are due on which day, before quiet hours and caps. A broadcast can
        only be previewed: also how many of its messages would go by LINE, by e-mail, or not at all.

        Stop the server first: two processes must not write one data folder. It sends what is due when it is started again.

        Examples:
          followup backfill win-back --preview
          followup backfill win-back --per-day 500
        """;

    public static Command Create()
    {
        Argument<string> journey = new("journey") { Description = "The journey's id", HelpName = "JOURNEY" };
        Option<bool> preview = new("--preview") { Description = "Only count" };
        Option<int?> perDay = new("--per-day")
        {
            Description = $"How many begin on one day at most, over {BackFillJourney.SpreadDaysMax} days at most (default all at once)",
            HelpName = "N",
            CustomParser = ParseCount,
        };
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        DetailedCommand command = new("backfill", "Enroll those in a journey who would have entered earlier", Details) { journey, preview, perDay, data, format };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            Wish wish = new(parsed.GetRequiredValue(journey), parsed.GetValue(preview), parsed.GetValue(perDay), parsed.GetValue(format) ?? OutputFormat.Table);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, wish, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, Wish wish, CancellationToken cancellationToken)
    {
        BackFillJourney fill = services.GetRequiredService<BackFillJourney>();
        if (await fill.FaultAsync(wish.Journey, wish.IsPreview, cancellationToken) is { } fault)
        {
            return terminal.Refuse(fault);
        }

        BackFillOrder order = await fill.OrderAsync(wish.Journey, wish.IsPreview, wish.PerDay, cancellationToken);
        BackFillPage page = new(order, BackFillCount.None, null);
        do
        {
            page = await fill.PageAsync(page.Order, page.End, page.Count, PageSize, null, cancellationToken);
        }
        while (!page.IsLast);

        BackFillOutput.Write(terminal, order, page.Count, wish.Format);
        return ExitCode.Done;
    }

    private static int? ParseCount(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0)
        {
            return count;
        }

        result.AddError($"--per-day takes a number from 1 on, not '{text}'");
        return null;
    }

    private sealed record Wish(string Journey, bool IsPreview, int? PerDay, OutputFormat Format);
}
