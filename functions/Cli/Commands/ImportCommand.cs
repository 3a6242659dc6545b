using System.CommandLine;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup import</c>: files into the data folder.</summary>
internal static class ImportCommand
{
    private const string Details = """
        The server must not be running on the data folder meanwhile; a folder that is new is made. What is older than two weeks
        begins no journey; ranks are placed all the same. The same file again changes nothing, and completes an import that was
        interrupted. A row that differs from the one before corrects it.

        Ids are the file's own. With --source they are those of a configured source, so that its webhooks and the file
        tell of the same orders and customers. The columns are described in docs/csv-files.md.

        Examples:
          followup import customers customers.csv
          followup import orders samples/online-retail/orders.csv --data demo
        """;

    public static Command Create() => new("import", "Read orders, customers or events of a CSV file into the data folder")
    {
        Kind("orders", "Orders: order_id,customer_id,ordered_at,total and optional columns", new OrdersImport(), takesCurrency: true),
        Kind("customers", "Customers: customer_id and optional columns such as name, email, birthday, consent_email", new CustomersImport(), takesCurrency: false),
        Kind("events", "Events: customer_id,type,at,value (click, survey, login, referral, ugc, opinion …)", new EventsImport(), takesCurrency: false),
    };

    private static DetailedCommand Kind(string name, string description, IFileImport import, bool takesCurrency)
    {
        Argument<string> file = new("FILE") { Description = "The CSV file" };
        Option<string?> data = new("--data") { Description = $"The data folder (default {SharedOptions.DefaultData})", HelpName = "DIR" };
        Option<string?> source = new("--source") { Description = "The configured source whose ids the file holds (default: the file's own)", HelpName = "NAME" };
        Option<Currency?> currency = SharedOptions.OrdersCurrency();
        currency.Description = "The file's currency, three letters (default: the shop's)";
        Option<string?> badRows = new("--bad-rows") { Description = "Write all bad rows to this file, as CSV with line and reason", HelpName = "FILE" };
        Option<OutputFormat?> format = SharedOptions.Format("table");

        DetailedCommand command = new(name, description, Details) { file, data, source, badRows, format };
        if (takesCurrency)
        {
            command.Options.Add(currency);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            ImportRequest request = new(
                parsed.GetRequiredValue(file),
                parsed.GetValue(source),
                takesCurrency ? parsed.GetValue(currency) : null,
                parsed.GetValue(badRows),
                parsed.GetValue(format) ?? OutputFormat.Table);
            return OfflineShop.RunAsync(
                terminal,
                parsed.GetValue(data) ?? SharedOptions.DefaultData,
                mayBeNew: true,
                (services, token) => FileImporter.RunAsync(terminal, services, import, request, token),
                cancellationToken);
        });
        return command;
    }
}

/// <summary>What the user wants to be read in.</summary>
internal sealed record ImportRequest(string File, string? Source, Currency? Currency, string? BadRowsFile, OutputFormat Format);
