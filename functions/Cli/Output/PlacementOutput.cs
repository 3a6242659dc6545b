using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes a placement table.</summary>
internal static class PlacementOutput
{
    private static readonly string[] Columns =
        ["customer_id", "rank", "lapsed", "order_count", "total_amount", "days_since_first", "days_since_last"];

    public static void Write(Terminal terminal, PlacementTable table, OutputFormat format, ShopCalendar calendar, Language language)
    {
        switch (format)
        {
            case OutputFormat.Json:
                WriteJson(terminal.Output, table, calendar);
                break;
            case OutputFormat.Table:
                WriteTable(terminal.Console(), table, new FactWords(language));
                break;
            default:
                WriteCsv(terminal.Output, table);
                break;
        }
    }

    private static void WriteCsv(TextWriter output, PlacementTable table)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord(Columns);
        foreach (CustomerPlacement customer in table.Customers)
        {
            writer.WriteRecord(Fields(customer, table.Figures.Currency));
        }
    }

    private static string[] Fields(CustomerPlacement customer, Currency currency)
    {
        PurchaseSummary purchases = customer.Facts.Purchases;
        return
        [
            customer.CustomerId,
            customer.Placement.Rank.Id,
            customer.Placement.IsLapsed ? "true" : "false",
            purchases.OrderCount.ToString(CultureInfo.InvariantCulture),
            new Money(purchases.TotalMinor, currency).ToDecimalString(),
            purchases.DaysSinceFirst?.ToString(CultureInfo.InvariantCulture) ?? "",
            purchases.DaysSinceLast?.ToString(CultureInfo.InvariantCulture) ?? "",
        ];
    }

    private static void WriteJson(TextWriter output, PlacementTable table, ShopCalendar calendar) => Json.Write(output, new
    {
        Model = table.Model.Id,
        table.AsOf,
        Timezone = calendar.Zone.Id,
        Currency = table.Figures.Currency.Code,
        Shop = ShopJson.Of(table.Figures),
        Ranks = RankSize.Of(table).Select(s => new { s.Rank.Id, Name = s.Rank.Name, s.Current, s.Lapsed, s.RevenueShare }),
        Customers = table.Customers.Select(c => new
        {
            c.CustomerId,
            Rank = c.Placement.Rank.Id,
            Lapsed = c.Placement.IsLapsed,
            c.Facts.Purchases.OrderCount,
            TotalAmount = new Money(c.Facts.Purchases.TotalMinor, table.Figures.Currency).Major,
            c.Facts.Purchases.DaysSinceFirst,
            c.Facts.Purchases.DaysSinceLast,
        }),
    });

    private static void WriteTable(IAnsiConsole console, PlacementTable table, FactWords words)
    {
        Table customers = new() { Border = TableBorder.Simple };
        customers.AddColumns(Columns.Select((name, i) => i < 3 ? new TableColumn(name) : new TableColumn(name).RightAligned()).ToArray());
        foreach (CustomerPlacement customer in table.Customers)
        {
            customers.AddRow(Fields(customer, table.Figures.Currency).Select(Markup.Escape).ToArray());
        }

        console.Write(customers);
        WriteSizes(console, table, words);
    }

    private static void WriteSizes(IAnsiConsole console, PlacementTable table, FactWords words)
    {
        Table sizes = new() { Border = TableBorder.Simple };
        sizes.AddColumn(words.Say("ランク", "Rank"));
        sizes.AddColumn(new TableColumn(words.Say("現在", "Current")).RightAligned());
        sizes.AddColumn(new TableColumn(words.Say("離脱", "Lapsed")).RightAligned());
        sizes.AddColumn(new TableColumn(words.Say("売上構成比", "Revenue share")).RightAligned());
        foreach (RankSize size in RankSize.Of(table))
        {
            sizes.AddRow(
                Markup.Escape(words.Say(size.Rank.Name)),
                size.Current.ToString("N0", CultureInfo.InvariantCulture),
                size.Lapsed.ToString("N0", CultureInfo.InvariantCulture),
                size.RevenueShare is { } share ? (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : "―");
        }

        console.Write(sizes);
    }
}
