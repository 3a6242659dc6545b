using System.Text.Json;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Channels.Line;

/// <summary>What LINE says of a refusal. Its members may be missing, null or of another kind.</summary>
internal static partial class LineWords
{
    private const int LengthMax = 300;
    private const int DetailsMax = 5;

    /// <summary>LINE's own message as it came, to tell refusals of one status apart; empty when there is none.</summary>
    public static string MessageOf(string body) => Read(body, root => Text(root, "message") ?? "");

    /// <summary>Message and details for a person, without anything that could be an address, a token or a customer's words; empty when LINE
    /// said nothing.</summary>
    public static string Of(string body)
    {
        string words = Stripped(Read(body, Join));
        return words.Length <= LengthMax ? words : words[..LengthMax] + "…";
    }

    private static string Join(JsonElement root)
    {
        List<string?> parts = [Text(root, "message"), Text(root, "error"), Text(root, "error_description")];
        if (root.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Array)
        {
            IEnumerable<JsonElement> objects = details.EnumerateArray().Where(d => d.ValueKind == JsonValueKind.Object);
            parts.AddRange(objects.Take(DetailsMax).Select(DetailOf));
        }

        return string.Join("; ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }

    private static string DetailOf(JsonElement detail) =>
        string.Join(": ", new[] { Text(detail, "property"), Text(detail, "message") }.OfType<string>());

    private static string Read(string body, Func<JsonElement, string> read)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : "";
        }
        catch (JsonException)
        {
            return "";
        }
        catch (InvalidOperationException)
        {
            return "";  // half a surrogate pair, which JSON allows and text does not
        }
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>LINE speaks English: what is longer than its words, or in another script, is not its own.</summary>
    private static string Stripped(string words) => Foreign().Replace(words, "…");

    [GeneratedRegex(@"\S+@\S+|\S+://\S+|[^\x20-\x7E…]+|[A-Za-z0-9+/=_-]{25,}|[0-9][0-9-]{6,}")]
    private static partial Regex Foreign();
}
