using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Sources.Csv;
using FollowUpFlows.Storage.InMemory;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup simulate</c>: what journeys would have sent to the customers of an orders file.</summary>
internal static class SimulateCommand
{
    private const string Details = """
        The shop's days pass from the first order to the last day, in a moment and in memory: orders are entered when they were
        placed, ranks move, journeys begin, wait, branch and send as they would live. Nothing is sent, rendered or kept.

        Files of orders say little of consents and addresses. With 'assume', everybody can be reached on every channel and wants
        marketing, unless a file says otherwise; with 'file', only who has an address or a consent in the files (columns email,
        line_user_id; --customers: consent_email, consent_line). Without --settings there are no quiet hours and no cap. The
        result names each assumption.

        --journeys takes folders as 'followup publish' does, and files of single journeys. A single journey needs no messages.
        The file of --sends has the columns customer_id,journey,step,sent_on,rank,channel; sent_on is a day of the shop.

        Examples:
          followup simulate --orders samples/online-retail/orders.csv --journeys templates --until 2011-12-09
          followup simulate --orders orders.csv --journeys welcome.yaml --until 2026-06-30 --sends sends.csv --format table
        """;

    /// <summary>Steps may be due years after the last day, and calendars end.</summary>
    private const int YearMax = 2999;

    public static Command Create()
    {
        Option<string> orders = SharedOptions.Orders();
        Option<string[]> journeys = new("--journeys")
        {
            Description = "Folders of templates, or journey files",
            HelpName = "DIR|FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
        };
        Option<DateOnly?> until = SharedOptions.Day("--until", "The last day, in the shop's zone; it passes wholly");
        until.Required = true;
        Option<string?> model = new("--model")
        {
            Description = "The shop's rank model: its name, or a YAML file (default six-rank, or the one of --settings)",
            HelpName = "NAME|FILE",
        };
        Option<string?> customers = new("--customers") { Description = "CSV of customers, as 'followup import customers' reads it", HelpName = "FILE" };
        Option<string?> events = SharedOptions.Events();
        Option<string?> settings = new("--settings") { Description = "A settings.json; its sections Shop and Sending count (see docs/settings.md)", HelpName = "FILE" };
        Option<string?> sends = new("--sends") { Description = "Write every send to this CSV file", HelpName = "OUT.csv" };
        Option<Grounds?> consent = SharedOptions.Choice<Grounds>("--consent", "Who wants marketing (default assume)");
        Option<Grounds?> address = SharedOptions.Choice<Grounds>("--address", "Who can be reached (default assume)");
        Option<SummaryFormat?> format = SharedOptions.Choice<SummaryFormat>("--format", "How the result is written (default json)");

        DetailedCommand command = new("simulate", "See what journeys would have sent to the customers of an orders file", Details)
        {
            orders, journeys, until, model, sends, customers, events, settings, consent, address, format,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            new SimulateRequest(
                parsed.GetRequiredValue(orders),
                parsed.GetValue(customers),
                parsed.GetValue(events),
                parsed.GetRequiredValue(journeys),
                parsed.GetRequiredValue(until)!.Value,
                parsed.GetValue(model),
                parsed.GetValue(settings),
                parsed.GetValue(sends),
                new Assumptions(parsed.GetValue(consent) ?? Grounds.Assume, parsed.GetValue(address) ?? Grounds.Assume),
                parsed.GetValue(format) ?? SummaryFormat.Json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, SimulateRequest request, CancellationToken cancellationToken)
    {
        if (request.Until.Year > YearMax)
        {
            return terminal.Refuse($"--until lies too far ahead; write a day up to {YearMax}-12-31");
        }

        try
        {
            return SimulationInput.Read(terminal, request) is { } input
                ? await RunAsync(terminal, request, input, cancellationToken)
                : ExitCode.Refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("stopped before it was done");
        }
        catch (Exception e) when (e is not InvalidOperationException && HostFaults.TextOf(e) is { } text)
        {
            return terminal.Refuse(text);
        }
    }

    private static async Task<int> RunAsync(Terminal terminal, SimulateRequest request, SimulationInput input, CancellationToken cancellationToken)
    {
        ShopSettings settings = input.Settings;
        DateOnly from = Simulator.FirstDay(input.Happenings, settings.Calendar, request.Until);
        IEntityTables tables = new InMemoryEntityTables();
        await using SimulatedShop shop = await SimulatedShop.OpenAsync(tables, settings, request.Assumptions, settings.Calendar.StartOf(from));
        if (await input.PublishAsync(terminal, shop, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        Simulator simulator = new(shop, settings, input.Happenings);
        SimulationResult result = await ProgressBar.RunAsync(
            terminal.Screen(), "days", request.Until.DayNumber - from.DayNumber + 1,
            progress => simulator.RunAsync(from, request.Until, progress, cancellationToken));
        terminal.ReportBadRows(
            request.OrdersFile, [.. simulator.Refused.Select(r => new BadRow(r.Line, r.Reason))], result.Orders, FileImporter.BadRowsShown);
        if (request.SendsFile is { } file)
        {
            SendsCsv.Write(file, result.Sends);
        }

        IReadOnlyList<Experiment> experiments = [.. (await shop.Get<ListExperiments>().AllAsync(cancellationToken)).Where(e => e.Kind != ExperimentKind.Versions)];
        IReadOnlyList<Judged> judged = await shop.Get<JudgeExperiments>().RunAsync(experiments, cancellationToken);
        SimulationOutput.Write(terminal, result, input.Said(request), judged, settings, request.Format);
        return ExitCode.Done;
    }
}
