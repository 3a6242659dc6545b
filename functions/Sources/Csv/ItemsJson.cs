using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Csv;

/// <summary>Reads the column <c>items</c>: a JSON list of <c>{sku,name,quantity,price}</c>. What an item leaves out is unknown;
/// what it says must be right.</summary>
internal static class ItemsJson
{
    private const string Shape = """items must be a JSON list such as [{"sku":"A-1","name":"緑茶","quantity":2,"price":1980}]""";

    private static readonly string[] Fields = ["sku", "name", "quantity", "price"];

    /// <summary>The lines, or what is wrong with them.</summary>
    public static (IReadOnlyList<OrderLine> Lines, string? Fault) Read(string json, Currency currency)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return ([], Shape);
            }

            List<OrderLine> lines = [];
            foreach (JsonElement item in document.RootElement.EnumerateArray())
            {
                if (ReadLine(item, currency) is not { } line)
                {
                    return ([], $"{Shape}; item {lines.Count + 1} is not (quantity is a whole number from 1, price an amount in {currency})");
                }

                lines.Add(line);
            }

            return (lines, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is thrown by half a surrogate pair ("\ud800"), which JSON allows and text does not.
            return ([], Shape);
        }
    }

    private static OrderLine? ReadLine(JsonElement item, Currency currency)
    {
        if (item.ValueKind != JsonValueKind.Object || !Fields.All(f => IsTextOrNumber(item, f)))
        {
            return null;
        }

        long? priceMinor = null;
        if (Text(item, "price") is { } price)
        {
            if (!decimal.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal major)
                || Money.FromMajor(major, currency) is not { Minor: >= 0 } money)
            {
                return null;
            }

            priceMinor = money.Minor;
        }

        return int.TryParse(Text(item, "quantity") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int quantity) && quantity >= 1
            ? new OrderLine(Text(item, "sku"), Text(item, "name"), quantity, priceMinor)
            : null;
    }

    private static bool IsTextOrNumber(JsonElement item, string field) =>
        !item.TryGetProperty(field, out JsonElement value)
        || value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null;

    /// <summary>A field as text, whether it was written as text or as a number; null when missing, null or empty.</summary>
    private static string? Text(JsonElement item, string field) =>
        item.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null && value.ToString() is { Length: > 0 } text
            ? text
            : null;
}
