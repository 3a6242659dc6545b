using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup backtest</c>: past days pass again over what is live, beside what the ledger says of them.</summary>
internal static class BackTestCommand
{
    private const string Details = """
        All that happened in the shop passes once more, in memory, over the journeys that are live now: orders come, ranks move, what is
        due is decided. Every message that was due in the days is then compared with the send ledger: state, channel, reason, rank and
        times. Both must agree. Where they do not, each message is named by its occurrence, never by its customer, with both states and
        the likely cause. Exit code 1 when anything differs. Nothing is sent and nothing of the shop changes. Stop the server first; a
        shop on Azure may go on running, with a folder whose settings name its storage account (docs/deploy.md).

        With --drafts the drafts of the console are tried over what is live, and nothing is compared: what would have gone by step, what would
        not and why. Consents and addresses are taken as they are now.

        Examples:
          followup backtest --from 2026-10-22 --until 2026-11-20
          followup backtest --from 2026-10-22 --until 2026-11-20 --within 12 --format json
          followup backtest --from 2026-10-22 --until 2026-11-20 --drafts
        """;

    private const int Shown = 20;

    /// <summary>More than any two times of one message are apart.</summary>
    private const double HoursMax = 24 * 366;

    public static Command Create()
    {
        Option<DateOnly?> from = SharedOptions.Day("--from", "The first day that is compared; what was before makes customers what they are");
        from.Required = true;
        Option<DateOnly?> until = SharedOptions.Day("--until", "The last day, which must be over");
        until.Required = true;
        Option<double?> within = new("--within")
        {
            Description = $"By how many hours of the shop times may differ (default {CheckAgainstLedger.Within.TotalHours:0})",
            HelpName = "HOURS",
        };
        Option<TrialVersionChoice?> versions = SharedOptions.Choice<TrialVersionChoice>(
            "--versions", "Who gets which version of a journey that is rolled out: as now in the shop, or everybody the newest or the one before (default live)");
        Option<bool> drafts = new("--drafts") { Description = "Try the drafts over what is live, and compare nothing" };
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("The shop's time, for a folder whose clock ran elsewhere (default now)");
        Option<SummaryFormat?> format = SharedOptions.Choice<SummaryFormat>("--format", "How the result is written (default table)");
        DetailedCommand command = new("backtest", "Let past days pass again, and compare them with the send ledger", Details) { from, until, within, versions, drafts, data, clock, format };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            BackTestRequest request = new(
                parsed.GetRequiredValue(from)!.Value,
                parsed.GetRequiredValue(until)!.Value,
                parsed.GetValue(within) is { } hours ? TimeSpan.FromHours(Math.Clamp(hours, -1, HoursMax)) : CheckAgainstLedger.Within,
                parsed.GetValue(versions) ?? TrialVersionChoice.Live,
                parsed.GetValue(drafts),
                parsed.GetValue(clock),
                parsed.GetValue(format) ?? SummaryFormat.Table);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, request, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, BackTestRequest request, CancellationToken cancellationToken)
    {
        if (request.Within < TimeSpan.Zero)
        {
            return terminal.Refuse("--within takes 0 or more hours");
        }

        if (request.From > request.Until)
        {
            return terminal.Refuse("--from lies behind --until");
        }

        ShopSettings shop = services.GetRequiredService<ShopSettings>();
        if (request.Until >= shop.Calendar.DateOf(request.Clock ?? services.GetRequiredService<Clocks>().Shop.GetUtcNow()))
        {
            return terminal.Refuse($"{request.Until:yyyy-MM-dd} is not over by the shop's clock; name an earlier day");
        }

        if (await services.GetRequiredService<ReadPast>().UntilAsync(request.Until, asItWas: !request.IsOfDrafts, cancellationToken) is not { } past)
        {
            return terminal.Refuse($"there are more than {ReadPast.OrdersMax} orders up to that day, which are too many");
        }

        if (await TemplatesAsync(terminal, services, request, cancellationToken) is not { } templates)
        {
            return ExitCode.Refused;
        }

        BackTestInput input = new(templates, past, request.From, request.Until)
        {
            Rollouts = await services.GetRequiredService<TrialVersions>().OpenAsync(request.Versions, cancellationToken),
            Check = request.IsOfDrafts ? null : await services.GetRequiredService<CheckAgainstLedger>().BeginAsync(request.From, request.Until, request.Within, cancellationToken),
        };
        try
        {
            BackTestFigures figures = await new BackTest(shop).RunAsync(input, null, cancellationToken);
            if (figures.Check is null)
            {
                DraftTrialOutput.Write(terminal, request.From, request.Until, figures, request.Format);
                return ExitCode.Done;
            }

            BackTestOutput.Write(terminal, request.From, request.Until, figures, request.Format, Shown);
            return figures.Check.Different == 0 ? ExitCode.Done : ExitCode.Refused;
        }
        catch (BackTestException e)
        {
            return terminal.Refuse(e.Message);
        }
    }

    /// <returns>Null, after saying why, when the drafts cannot be tried.</returns>
    private static async Task<TemplateSet?> TemplatesAsync(Terminal terminal, IServiceProvider services, BackTestRequest request, CancellationToken cancellationToken)
    {
        if (!request.IsOfDrafts)
        {
            return await services.GetRequiredService<PublishedFiles>().SetAsync(cancellationToken);
        }

        IReadOnlyList<Draft> drafts = await services.GetRequiredService<DraftStore>().AllAsync(cancellationToken);
        if (drafts.Count == 0)
        {
            terminal.Refuse("there are no drafts; write one in the console, or leave --drafts out to try what is live");
            return null;
        }

        JudgedDrafts judged = await services.GetRequiredService<JudgeDrafts>().WholeAsync([.. drafts.Select(d => (d.Name, d.Text))], cancellationToken);
        TemplateFault[] faults = [.. judged.Findings.Where(f => f.Severity == LintSeverity.Fault).Select(f => f.AsFault())];
        if (faults.Length > 0)
        {
            terminal.Refuse(faults);
            return null;
        }

        return judged.Set;
    }

    private sealed record BackTestRequest(DateOnly From, DateOnly Until, TimeSpan Within, TrialVersionChoice Versions, bool IsOfDrafts, DateTimeOffset? Clock, SummaryFormat Format);
}
