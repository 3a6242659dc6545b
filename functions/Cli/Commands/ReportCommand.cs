using System.CommandLine;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary>How a report is written.</summary>
internal enum ReportFormat
{
    Table,
    Json,
    Csv,
    Html,
}

/// <summary><c>followup report</c>: what the shop's facts say.</summary>
internal static class ReportCommand
{
    private const string Details = """
        Made from the facts as they are now: an order that becomes known late lands in the month of its own date. Reports of one
        day take --as-of, the others --from and --to. 'monthly' is the monthly review of all of them; as HTML it is one file to
        print. Stop the server first, or ask GET /api/reports/NAME. See docs/reports.md.

        Examples:
          followup report revenue-by-rank
          followup report rank-migration --from 2026-06-30 --to 2026-11-21 --format csv
          followup report what-if --change "royal: orderCount >= 6"
          followup report monthly --as-of 2026-10-31 --format html > review.html
        """;

    private static readonly string[] Names = [.. Enum.GetValues<ReportName>().Select(ApiParameter.WordOf)];

    public static Command Create()
    {
        Argument<string> name = new("name") { Description = "Which report: " + string.Join(", ", Names), HelpName = "NAME" };
        name.AcceptOnlyFromAmong(Names);
        Option<DateOnly?> from = SharedOptions.Day("--from", "The first day; of a migration the day that is compared with");
        Option<DateOnly?> to = SharedOptions.Day("--to", "The last day (default today)");
        Option<DateOnly?> asOf = SharedOptions.Day("--as-of", "The same, for reports of one day");
        Option<string?> model = new("--model") { Description = "A published rank model (default the shop's own)", HelpName = "ID" };
        Option<string[]> change = new("--change") { Description = "Of what-if: another threshold, such as \"royal: orderCount >= 6\"; may be given again", HelpName = "RANK: CONDITION" };
        Option<int?> window = new("--window") { Description = $"Within how many days after a message an order answers it (default {PurchaseAfterApproach.DefaultWindowDays})", HelpName = "DAYS" };
        window.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > PurchaseAfterApproach.WindowDaysMax)
            {
                result.AddError($"--window takes 1 to {PurchaseAfterApproach.WindowDaysMax} days");
            }
        });
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("The shop's time, for a folder whose clock ran elsewhere (default now)");
        Option<ReportFormat?> format = SharedOptions.Choice<ReportFormat>("--format", "How the report is written (default table)");
        Option<Language?> language = SharedOptions.OutputLanguage();
        DetailedCommand command = new("report", "See what the shop's facts say", Details) { name, from, to, asOf, model, change, window, data, clock, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            ReportRequest request = new(Enum.GetValues<ReportName>()[Array.IndexOf(Names, parsed.GetRequiredValue(name))])
            {
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                AsOf = parsed.GetValue(asOf),
                ModelId = parsed.GetValue(model),
                WindowDays = parsed.GetValue(window) ?? PurchaseAfterApproach.DefaultWindowDays,
            };
            ReportStyle style = new(parsed.GetValue(format) ?? ReportFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return ChangesOf(terminal, request, parsed.GetValue(change) ?? []) is not { } wanted ? Task.FromResult(ExitCode.Refused) : OfflineShop.RunAsync(
                terminal,
                parsed.GetValue(data) ?? SharedOptions.DefaultData,
                mayBeNew: false,
                (services, token) => RunAsync(terminal, services, wanted, parsed.GetValue(clock), style, token),
                cancellationToken);
        });
        return command;
    }

    /// <returns>Null when a change cannot be read, which is then said.</returns>
    private static ReportRequest? ChangesOf(Terminal terminal, ReportRequest request, string[] texts)
    {
        if (texts.Length > 0 && request.Name != ReportName.WhatIf)
        {
            terminal.Refuse("--change belongs to what-if alone");
            return null;
        }

        List<RankChange> changes = [];
        foreach (string text in texts)
        {
            (RankChange? change, string? fault) = RankChange.Parse(text);
            if (change is null)
            {
                terminal.Refuse($"--change: {fault}");
                return null;
            }

            changes.Add(change);
        }

        return request with { Changes = changes };
    }

    private static async Task<int> RunAsync(
        Terminal terminal, IServiceProvider services, ReportRequest request, DateTimeOffset? clock, ReportStyle style, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock?.ToUniversalTime() ?? services.GetRequiredService<Clocks>().Shop.GetUtcNow();
        ReportAnswer answer = await services.GetRequiredService<MakeReports>().RunAsync(request, now, cancellationToken);
        if (answer.Refusal is { } why)
        {
            return terminal.Refuse(why);
        }

        ReportOutput.Write(terminal, request.Name, answer.Reports, services.GetRequiredService<ShopSettings>(), style);
        return ExitCode.Done;
    }
}
