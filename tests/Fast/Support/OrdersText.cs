using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Sources.Csv;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Reads orders files that a test writes into itself.</summary>
internal static class OrdersText
{
    public const string Header = "order_id,customer_id,ordered_at,total";

    public static OrdersFile Read(string text, string zone = "Asia/Tokyo", string? currency = null) =>
        Read(Encoding.UTF8.GetBytes(text), zone, currency);

    public static OrdersFile Read(byte[] bytes, string zone = "Asia/Tokyo", string? currency = null)
    {
        using MemoryStream stream = new(bytes);
        return OrdersCsv.Read(stream, ShopCalendar.Find(zone)!, currency is null ? null : Currency.Find(currency)!);
    }

    /// <summary>A file of one row that is good but for what <paramref name="fields"/> put into it.</summary>
    public static OrdersFile ReadRow(string zone = "Asia/Tokyo", string? currency = null, params (string Column, string Value)[] fields)
    {
        Dictionary<string, string> row = new()
        {
            ["order_id"] = "O1",
            ["customer_id"] = "C1",
            ["ordered_at"] = "2026-01-31",
            ["total"] = "100",
        };
        foreach ((string column, string value) in fields)
        {
            row[column] = value;
        }

        return Read($"{string.Join(',', row.Keys)}\n{string.Join(',', row.Values.Select(Quote))}\n", zone, currency);
    }

    public static OrdersFile ReadRow(string column, string value, string? currency = null) => ReadRow(currency: currency, fields: (column, value));

    /// <summary>The one order of a file without faults.</summary>
    public static Order Only(OrdersFile file)
    {
        Assert.Empty(Problems(file));
        return Assert.Single(file.Reading.Rows);
    }

    /// <summary>Why the one row of a file was refused.</summary>
    public static string Fault(OrdersFile file)
    {
        Assert.Null(file.Reading.Refusal);
        Assert.Empty(file.Reading.Rows);
        return Assert.Single(file.Reading.BadRows).Reason;
    }

    /// <summary>The refusal of the file and its bad rows as <c>line: reason</c>.</summary>
    public static IEnumerable<string> Problems(OrdersFile file) =>
        file.Reading.BadRows.Select(b => $"{b.Line}: {b.Reason}").Prepend(file.Reading.Refusal ?? "").Where(p => p.Length > 0);

    public static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
