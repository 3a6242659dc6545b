using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>Where a vendor's answer says what, as an operator has set it from the vendor's description: for shops whose answers are not known
/// well enough to be read without it. Nothing is guessed; what is not found is missing, and is refused when it is read.</summary>
internal sealed class NamedFields(IReadOnlyDictionary<string, string> values, string section)
{
    private const string List = "ListField";
    private const string Paid = "PaidWords";
    private const string Placed = "PlacedWords";
    private const string Cancelled = "CancelledWords";
    private const string Lines = "LinesField";

    private const string APath = "a field's name; below others with dots: buyer.email; several with +";

    private static readonly (string Setting, string Name)[] Required = [("OrderedAtField", "orderedAt"), ("TotalField", "total")];

    private static readonly (string Setting, string Name)[] Optional =
    [
        ("UpdatedAtField", "updatedAt"), ("CustomerIdField", "customerId"), ("EmailField", "email"), ("NameField", "name"), ("PhoneField", "phone"),
        ("PostalCodeField", "postalCode"),
    ];

    private static readonly (string Setting, string Name)[] OfLines =
        [("LineSkuField", "sku"), ("LineNameField", "name"), ("LineQuantityField", "quantity"), ("LinePriceField", "price")];

    /// <summary>What an operator sets.</summary>
    public static IReadOnlyList<ApiSetting> Settings { get; } =
    [
        new ApiSetting(List, "the field that holds the list of orders, such as data.searchOrder.orders", IsPath),
        new ApiSetting("IdField", "the field of an order with its number", IsPath),
        .. Required.Select(f => new ApiSetting(f.Setting, APath, IsPath)),
        new ApiSetting("StatusField", "the field that says whether an order is paid; several with +", IsPath),
        new ApiSetting(Paid, "what it says of an order that is paid; several words with commas", IsText),
        .. new[] { Placed, Cancelled }.Select(w => new ApiSetting(w, "what it says of such an order; several words with commas", IsText) { IsOptional = true }),
        .. Optional.Select(f => new ApiSetting(f.Setting, APath, IsPath) { IsOptional = true }),
        new ApiSetting(Lines, "the field of an order that holds the list of its goods", IsPath) { IsOptional = true },
        .. OfLines.Select(f => new ApiSetting(f.Setting, APath, IsPath) { IsOptional = true }),
    ];

    /// <summary>The orders of an answer, each as <see cref="NamedOrders"/> reads it.</summary>
    /// <exception cref="ShopApiException">There is no such list, or an order without a number is in it.</exception>
    public IReadOnlyList<PolledThing> Orders(string entity, JsonElement answer) => Find(answer, values[List]) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(o => Order(entity, o))]
        : throw Missing(List, "no list of orders");

    private PolledThing Order(string entity, JsonElement order)
    {
        string id = Joined(order, values["IdField"], " ") is { Length: > 0 and <= 200 } number ? number : throw Missing("IdField", "an order without a number");
        Dictionary<string, object?> told = Picked(order, [.. Required, .. Optional]);
        (told["id"], told["status"]) = (id, StatusOf(Joined(order, values["StatusField"], "/")));
        if (values.TryGetValue(Lines, out string? path) && Find(order, path) is { } lines)
        {
            told["lines"] = lines.ValueKind == JsonValueKind.Array ? lines.EnumerateArray().Select(l => Picked(l, OfLines)).ToArray() : (object)lines;
        }

        DateTimeOffset? orderedAt = Joined(order, values["OrderedAtField"], " ") is { } at ? NamedOrders.InstantOf(at) : null;
        return new PolledThing(new ShopThing(entity, id), orderedAt, JsonSerializer.SerializeToUtf8Bytes(told));
    }

    private Dictionary<string, object?> Picked(JsonElement from, (string Setting, string Name)[] fields) => fields
        .Where(f => values.ContainsKey(f.Setting))
        .ToDictionary(f => f.Name, f => values[f.Setting] is var path && path.Contains('+', StringComparison.Ordinal) ? Joined(from, path, " ") : (object?)Find(from, path));

    /// <summary>Null for a word that nobody has set: what it means is not guessed.</summary>
    private string? StatusOf(string? told) =>
        told is null ? null : Words(Paid).Contains(told) ? NamedOrders.Paid : Words(Placed).Contains(told) ? NamedOrders.Placed : Words(Cancelled).Contains(told) ? NamedOrders.Cancelled : null;

    private HashSet<string> Words(string setting) =>
        values.TryGetValue(setting, out string? words) ? [.. words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    /// <summary>The texts and numbers of several fields; null when one is missing.</summary>
    private static string? Joined(JsonElement from, string paths, string between)
    {
        string?[] texts = [.. paths.Split('+').Select(p => Find(from, p)).Select(v => v?.ValueKind switch
        {
            JsonValueKind.String => v.Value.GetString()!.Trim(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => v.Value.GetRawText(),
            _ => null,
        })];
        return texts.Contains(null) ? null : string.Join(between, texts);
    }

    private static JsonElement? Find(JsonElement from, string path)
    {
        JsonElement found = from;
        foreach (string name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found.ValueKind == JsonValueKind.Null ? null : found.Clone();
    }

    private ShopApiException Missing(string setting, string what) => new(
        ShopApiFailure.Rejected, $"the answer has {what} at {section}:{setting}; compare it with what 'followup sources try' shows");

    private static bool IsPath(string text) => text.Split('+').All(p => p.Split('.').All(n => n.Length > 0 && !n.Any(char.IsWhiteSpace)));

    private static bool IsText(string text) => !text.Any(char.IsControl);
}
