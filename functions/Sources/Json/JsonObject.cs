using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Json;

/// <summary>An object of a body. A field that is missing, null or an empty text is not there; what is there must be right.
/// After a fault a stand-in is given, so that reading can go on to its end.</summary>
internal sealed class JsonObject
{
    private const int TextLengthMax = 1_000;
    private const int IdLengthMax = 200;

    private const long SecondsEnd = 253_370_764_800;  // the year 9999, in which a change of zone leaves the calendar

    private const string AnObject = "an object";
    private const string AnId = "an id of at most 200 characters";
    private const string AnInstant = "an instant with its offset, such as 2026-01-31T19:30:00+09:00";
    private const string ACurrency = "a currency code of three letters such as JPY";

    private readonly JsonElement element;
    private readonly string path;
    private readonly FirstFault fault;

    private JsonObject(JsonElement element, string path, FirstFault fault)
    {
        this.element = element;
        this.path = path;
        this.fault = fault;
    }

    public static JsonObject Open(JsonElement element, string path, FirstFault fault)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            fault.Report(path, AnObject, JsonKind.Of(element));
        }

        return new JsonObject(element, path, fault);
    }

    /// <summary>The field is there and not null, whatever it holds.</summary>
    public bool Has(string field) => Value(field) is not null;

    /// <summary>Reports the field as wrong.</summary>
    /// <param name="found">The kind of thing that it holds where null; never its value, which may be personal.</param>
    public T Refuse<T>(string field, string expected, T standIn, string? found = null)
    {
        fault.Report(PathOf(field), expected, found ?? JsonKind.Of(Raw(field)));
        return standIn;
    }

    public JsonObject? Object(string field) => Value(field) is { } value ? Open(value, PathOf(field), fault) : null;

    public JsonObject RequiredObject(string field) => Object(field) ?? Open(Raw(field), PathOf(field), fault);

    /// <summary>The objects of a list; none when the field is not there.</summary>
    public IReadOnlyList<JsonObject> Objects(string field) =>
        [.. Items(field).Select((item, index) => Open(item, $"{PathOf(field)}[{index}]", fault))];

    /// <summary>The texts of a list, the empty ones left out; null when the field is not there.</summary>
    public IReadOnlyList<string>? Texts(string field) =>
        Has(field) ? [.. Items(field).Select((item, index) => TextOf(item, $"{PathOf(field)}[{index}]")).OfType<string>()] : null;

    /// <summary>The ids of a list that must be there, though it may be empty.</summary>
    public IReadOnlyList<string> RequiredIds(string field)
    {
        if (!Has(field))
        {
            Refuse(field, "a list of ids", 0);
        }

        return [.. Items(field).Select((item, index) => IdOf(item, $"{PathOf(field)}[{index}]"))];
    }

    /// <summary>A text without spaces around it, or a number as it was written.</summary>
    public string? Text(string field) => Value(field) is { } value ? TextOf(value, PathOf(field)) : null;

    public string RequiredText(string field) => Text(field) ?? Refuse(field, "a text", "");

    /// <summary>A <see cref="Text"/> in small letters, to be compared with words.</summary>
    public string? Word(string field) => Text(field)?.ToLowerInvariant();

    /// <summary>An id, written as a text or as a whole number of any size.</summary>
    public string? Id(string field) => Text(field) is null ? null : IdOf(Raw(field), PathOf(field));

    public string RequiredId(string field) => Id(field) ?? Refuse(field, AnId, "");

    /// <summary>UTC.</summary>
    public DateTimeOffset? Moment(string field) =>
        Text(field) is { } text ? Instants.Parse(text) ?? Refuse<DateTimeOffset?>(field, AnInstant, null) : null;

    public DateTimeOffset RequiredMoment(string field) => Moment(field) ?? Refuse(field, AnInstant, default(DateTimeOffset));

    /// <summary>UTC; written as UTC without saying so, or with an offset.</summary>
    public DateTimeOffset? MomentInUtc(string field) => Text(field) is not { } text ? null
        : Instants.Parse(text) ?? Instants.Parse(text + "Z") ?? Refuse<DateTimeOffset?>(field, "an instant in UTC, such as 2026-01-31T10:30:00", null);

    public DateTimeOffset RequiredMomentInUtc(string field) =>
        MomentInUtc(field) ?? Refuse(field, "an instant in UTC, such as 2026-01-31T10:30:00", default(DateTimeOffset));

    /// <summary>UTC; written in milliseconds since 1970.</summary>
    public DateTimeOffset? MomentOfMilliseconds(string field) => Since1970(field, "milliseconds", SecondsEnd * 1_000) is { } milliseconds
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : null;

    /// <summary>UTC; written in seconds since 1970.</summary>
    public DateTimeOffset? MomentOfSeconds(string field) =>
        Since1970(field, "seconds", SecondsEnd) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public DateTimeOffset RequiredMomentOfSeconds(string field) =>
        MomentOfSeconds(field) ?? Refuse(field, "seconds since 1970", default(DateTimeOffset));

    /// <summary>False when the field is not there.</summary>
    public bool Flag(string field) => Value(field)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => Refuse(field, "true or false", false),
    };

    /// <summary>A whole number, written as a number or as a text.</summary>
    public int? Count(string field) => Text(field) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count) ? count
        : Refuse<int?>(field, "a whole number", null);

    public Currency? Currency(string field) =>
        Text(field) is { } code ? Domain.Shared.Currency.Find(code) ?? Refuse<Currency?>(field, ACurrency, null) : null;

    public Currency RequiredCurrency(string field) => Currency(field) ?? Refuse(field, ACurrency, Domain.Shared.Currency.Yen);

    /// <summary>Minor units, ≥ 0; written in major units as a plain decimal, in a text or a number.</summary>
    public long? AmountMinor(string field, Currency currency)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        (long minor, AmountFault? wrong) = Amounts.Parse(text, currency);
        return wrong is null ? minor : Refuse<long?>(field, AnAmount(currency), null, wrong switch
        {
            AmountFault.NotPlain => $"{JsonKind.Of(Raw(field))} that is no plain decimal",
            AmountFault.Negative => "a negative one",
            AmountFault.TooLarge => "one larger than any order",
            _ => $"one with more than {currency.MinorDigits} decimals",
        });
    }

    public long RequiredAmountMinor(string field, Currency currency) =>
        AmountMinor(field, currency) ?? Refuse(field, AnAmount(currency), 0L);

    /// <summary>Minor units, ≥ 0; written as a whole number of the parts that the source counts in.</summary>
    /// <param name="digits">Decimals of the currency as the source sees it.</param>
    public long? CountedMinor(string field, Currency currency, int digits) => Text(field) is not { } text ? null
        : Amounts.OfParts(text, currency, digits) ?? Refuse<long?>(field, $"a whole number that makes an amount in {currency}", null, "something else");

    /// <summary>A plain decimal as it is, of any sign and with any number of decimals.</summary>
    public decimal? Plain(string field) => Text(field) is not { } text ? null
        : Amounts.Plain(text) ?? Refuse<decimal?>(field, "a plain decimal", null, $"{JsonKind.Of(Raw(field))} that is none");

    /// <summary>Fields that only other bodies have must be missing, whatever they hold.</summary>
    public void RefuseFields(params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            if (Has(field))
            {
                Refuse(field, "no such field under this topic", 0);
            }
        }
    }

    private long? Since1970(string field, string unit, long end) => Text(field) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count < end ? count
        : Refuse<long?>(field, $"{unit} since 1970", null, "something else");

    private static string AnAmount(Currency currency) => $"an amount in {currency}, zero or more";

    private string PathOf(string field) => $"{path}.{field}";

    /// <summary>What the field holds: undefined when it is missing.</summary>
    private JsonElement Raw(string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out JsonElement value) ? value : default;

    private JsonElement? Value(string field) =>
        Raw(field) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value ? value : null;

    private IEnumerable<JsonElement> Items(string field)
    {
        if (Value(field) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Refuse<IEnumerable<JsonElement>>(field, "a list", []);
    }

    private string? TextOf(JsonElement value, string valuePath)
    {
        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (text is null || text.Length > TextLengthMax)
        {
            fault.Report(valuePath, $"a text of at most {TextLengthMax} characters", text is null ? JsonKind.Of(value) : "a longer one");
            return null;
        }

        return text.Length > 0 ? text : null;
    }

    private string IdOf(JsonElement value, string valuePath)
    {
        string id = value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? TextOf(value, valuePath) ?? "" : "";
        bool isWhole = value.ValueKind == JsonValueKind.String || id.All(char.IsAsciiDigit);
        if (id.Length is 0 or > IdLengthMax || !isWhole || id.Any(char.IsControl))
        {
            fault.Report(valuePath, AnId, $"{JsonKind.Of(value)} that is none");
        }

        return id;
    }
}
