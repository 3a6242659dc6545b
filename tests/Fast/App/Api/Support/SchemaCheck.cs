using System.Globalization;
using System.Text.Json;

namespace FollowUpFlows.Tests.Fast.App.Api.Support;

/// <summary>Compares JSON with the part of JSON Schema that our document uses. A key that it does not know is a fault of the test.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private static readonly string[] Known =
    [
        "type", "properties", "required", "enum", "format", "items", "$ref", "oneOf", "additionalProperties", "description", "title", "pattern", "minimum", "maximum", "default",
    ];

    /// <summary>What is not as the schema says.</summary>
    /// <param name="at">Where the value stands, for the texts.</param>
    public IEnumerable<string> FaultsOf(JsonElement value, JsonElement schema, string at)
    {
        foreach (JsonProperty key in schema.EnumerateObject().Where(k => !Known.Contains(k.Name)))
        {
            throw new NotSupportedException($"The schema key '{key.Name}' is not checked by these tests.");
        }

        return (schema.TryGetProperty("$ref", out JsonElement reference) ? FaultsOf(value, Resolve(reference.GetString()!), at) : [])
            .Concat(OneOf(value, schema, at))
            .Concat(Type(value, schema, at))
            .Concat(Words(value, schema, at))
            .Concat(Format(value, schema, at))
            .Concat(Members(value, schema, at))
            .Concat(Elements(value, schema, at));
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.GetProperty(name));

    private IEnumerable<string> OneOf(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("oneOf", out JsonElement choices) && choices.EnumerateArray().Count(c => !FaultsOf(value, c, at).Any()) != 1)
        {
            yield return $"{at} is not exactly one of its forms";
        }
    }

    private static IEnumerable<string> Type(JsonElement value, JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("type", out JsonElement type))
        {
            yield break;
        }

        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
        string actual = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            _ => value.ValueKind.ToString().ToLowerInvariant(),
        };
        if (!types.Contains(actual) && !(actual == "integer" && types.Contains("number")))
        {
            yield return $"{at} is {actual}, not {string.Join(" or ", types)}";
        }
    }

    private static IEnumerable<string> Words(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("enum", out JsonElement words) && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)))
        {
            yield return $"{at} is {value.GetRawText()}, which is none of its words";
        }
    }

    private static IEnumerable<string> Format(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.String || !schema.TryGetProperty("format", out JsonElement format))
        {
            yield break;
        }

        string text = value.GetString()!;
        bool isRight = format.GetString() switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "int32" or "int64" or "double" => true,  // says something of numbers alone
            string other => throw new NotSupportedException($"The format '{other}' is not checked by these tests."),
            _ => false,
        };
        if (!isRight)
        {
            yield return $"{at} is '{text}', which is no {format.GetString()}";
        }
    }

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string at)
    {
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out JsonElement properties))
        {
            if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("additionalProperties", out JsonElement others))
            {
                return value.EnumerateObject().SelectMany(m => FaultsOf(m.Value, others, $"{at}.{m.Name}"));
            }

            return [];
        }

        string[] required = schema.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
        IEnumerable<string> missing = required.Where(r => !value.TryGetProperty(r, out _)).Select(r => $"{at}.{r} is missing");
        IEnumerable<string> wrong = value.EnumerateObject()
            .SelectMany(m => properties.TryGetProperty(m.Name, out JsonElement known) ? FaultsOf(m.Value, known, $"{at}.{m.Name}")
                : required.Length > 0 ? [$"{at}.{m.Name} is not documented"]
                : []);  // problem details may have more members
        return [.. missing, .. wrong];
    }

    private IEnumerable<string> Elements(JsonElement value, JsonElement schema, string at) =>
        value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items)
            ? value.EnumerateArray().SelectMany((e, i) => FaultsOf(e, items, $"{at}[{i}]"))
            : [];
}
