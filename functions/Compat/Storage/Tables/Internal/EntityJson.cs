using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>Rows as the service writes and reads them: JSON with the type beside each value that JSON cannot tell.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string ETagName = "odata.etag";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // Japanese stays three bytes a character, not six.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(TableEntity entity)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            foreach ((string name, object? value) in entity)
            {
                if (value is not null && name is not (ETagName or nameof(TableEntity.Timestamp)))
                {
                    Write(json, name, value);
                }
            }

            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    public static TableEntity Read(JsonElement row)
    {
        TableEntity entity = [];
        foreach (JsonProperty property in row.EnumerateObject())
        {
            if (property.Name == ETagName || !property.Name.Contains("odata.", StringComparison.Ordinal))
            {
                entity[property.Name] = Read(property.Value, TypeOf(row, property.Name))!;
            }
        }

        return entity;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                WriteTyped(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString(name + TypeSuffix, "Edm.Double");
                WriteDouble(json, name, number);
                break;
            case DateTimeOffset instant:
                WriteTyped(json, name, "Edm.DateTime", instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                Write(json, name, new DateTimeOffset(instant.ToUniversalTime()));
                break;
            case Guid id:
                WriteTyped(json, name, "Edm.Guid", id.ToString());
                break;
            case byte[] bytes:
                WriteTyped(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            case BinaryData bytes:
                WriteTyped(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            default:
                throw new NotSupportedException($"A row cannot hold a {value.GetType().Name} ('{name}').");
        }
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    /// <summary>A whole number without a fraction would come back as an integer.</summary>
    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string? TypeOf(JsonElement row, string name) =>
        row.TryGetProperty(name + TypeSuffix, out JsonElement type) ? type.GetString()
            : name == nameof(TableEntity.Timestamp) ? "Edm.DateTime"
            : null;

    private static object? Read(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        ("Edm.Int64", JsonValueKind.String) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.DateTime", _) => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
        ("Edm.Guid", _) => value.GetGuid(),
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Double", _) => value.GetDouble(),
        (_, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (_, JsonValueKind.Number) => value.TryGetInt32(out int number) ? (object)number : value.TryGetInt64(out long large) ? large : value.GetDouble(),
        _ => value.GetString(),
    };
}
