using System.CommandLine;
using FollowUpFlows.App.Templates;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Sources.Csv;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup rank</c>: places every customer of an orders file as of a day, or explains one placement.</summary>
internal static class RankCommand
{
    private const string Details = """
        Listed are all customers with an order or an event up to the day. Orders that are cancelled, tests, unpaid or
        fully returned do not count; who has no other order is a prospect. The CSV has the columns
        customer_id,rank,lapsed,order_count,total_amount,days_since_first,days_since_last, sorted by customer_id.
        A guest without customer_id is known, and listed, by the column email. Bad rows of a file are reported with their
        line and reason, and the good ones are used.

        Examples:
          followup rank --orders samples/online-retail/orders.csv --model six-rank --as-of 2011-12-09
          followup rank --orders samples/online-retail/orders.csv --model six-rank --as-of 2011-12-09 --explain 12347
        """;

    public static Command Create()
    {
        Option<string> orders = SharedOptions.Orders();
        Option<string?> events = SharedOptions.Events();
        Option<string> model = new("--model")
        {
            Description = $"A rank model that comes with the product ({string.Join(", ", TemplateFolder.Shipped.RankModelIds)}) or a YAML file",
            HelpName = "NAME|FILE",
            Required = true,
        };
        Option<DateOnly?> asOf = SharedOptions.Day("--as-of", "The day to rank for, in the shop's zone; orders after it do not exist (default today)");
        Option<ShopCalendar?> timezone = SharedOptions.Timezone();
        Option<Currency?> currency = SharedOptions.OrdersCurrency();
        Option<OrderCountFrom?> countFrom = SharedOptions.Choice<OrderCountFrom>("--count-from", "An order counts when it is paid, or already when placed (default paid)");
        Option<OrderAmountBasis?> amount = SharedOptions.Choice<OrderAmountBasis>("--amount", "What an order is worth (default total)");
        Option<string?> explain = new("--explain") { Description = "Print the proof of this customer's placement instead of the list", HelpName = "CUSTOMER" };
        Option<OutputFormat?> format = SharedOptions.Format("csv; with --explain table");
        Option<Language?> language = SharedOptions.OutputLanguage();

        DetailedCommand command = new("rank", "Place every customer of an orders file in a rank model, as of a day", Details)
        {
            orders, model, asOf, timezone, events, explain, currency, countFrom, amount, format, language,
        };
        command.SetAction(parsed => Run(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            new RankRequest(
                parsed.GetRequiredValue(orders),
                parsed.GetValue(events),
                parsed.GetRequiredValue(model),
                parsed.GetValue(asOf),
                parsed.GetValue(timezone) ?? ShopCalendar.Find(ShopCalendar.DefaultZoneId)!,
                parsed.GetValue(currency),
                new OrderRules(parsed.GetValue(countFrom) ?? OrderCountFrom.Paid, parsed.GetValue(amount) ?? OrderAmountBasis.Total),
                parsed.GetValue(explain),
                parsed.GetValue(format),
                parsed.GetValue(language) ?? Language.Ja)));
        return command;
    }

    private static int Run(Terminal terminal, RankRequest request)
    {
        TemplateReading<RankModel> model = TemplateFolder.Shipped.ReadRankModel(request.Model);
        if (model.Value is null)
        {
            return terminal.Refuse(model.Faults);
        }

        if (InputFile.Read(terminal, request.OrdersFile, s => OrdersCsv.Read(s, request.Calendar, request.Currency), o => o.Reading) is not { } orders)
        {
            return ExitCode.Refused;
        }

        CsvReading<EventRow>? events = request.EventsFile is null
            ? new CsvReading<EventRow>(null, [], [], [])
            : InputFile.Read(terminal, request.EventsFile, s => EventsCsv.Read(s, request.Calendar), e => e);
        if (events is null)
        {
            return ExitCode.Refused;
        }

        PlacementTable table = PlacementTable.Of(
            model.Value,
            orders.Reading.Rows,
            events.Rows.GroupBy(e => e.CustomerId).ToDictionary(g => g.Key, IReadOnlyList<EngagementEvent> (g) => [.. g.Select(e => e.Event)]),
            request.Rules,
            request.AsOf ?? request.Calendar.DateOf(TimeProvider.System.GetUtcNow()),
            orders.Currency);
        return request.Explain is null
            ? WriteTable(terminal, table, request)
            : WriteProof(terminal, table, orders, request);
    }

    private static int WriteTable(Terminal terminal, PlacementTable table, RankRequest request)
    {
        PlacementOutput.Write(terminal, table, request.Format ?? OutputFormat.Csv, request.Calendar, request.Language);
        return ExitCode.Done;
    }

    private static int WriteProof(Terminal terminal, PlacementTable table, OrdersFile orders, RankRequest request)
    {
        if (table.Customers.FirstOrDefault(c => c.CustomerId == request.Explain) is not { } customer)
        {
            return terminal.Refuse($"customer '{request.Explain}' has no order and no event up to {table.AsOf:yyyy-MM-dd} in these files; write the id as in the column customer_id");
        }

        IEnumerable<Order> theirs = orders.Reading.Rows.Where(o => o.CustomerId == customer.CustomerId);
        PlacementProof proof = PlacementProof.Of(table.Model, customer.Facts, table.Figures, theirs, request.Rules);
        ProofOutput.Write(terminal, customer.CustomerId, proof, request.Format ?? OutputFormat.Table, request.Language);
        return ExitCode.Done;
    }

    private sealed record RankRequest(
        string OrdersFile,
        string? EventsFile,
        string Model,
        DateOnly? AsOf,
        ShopCalendar Calendar,
        Currency? Currency,
        OrderRules Rules,
        string? Explain,
        OutputFormat? Format,
        Language Language);
}
