using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>Finds what SendGrid would have against a request; all of it at once, as SendGrid does.</summary>
internal static class RequestCheck
{
    private const int CategoriesMax = 10;
    private const int CategoryLengthMax = 255;
    private const int ArgsBytesMax = 10_000;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "Content-Type", "Content-Transfer-Encoding", "To", "From", "Subject", "Reply-To", "CC", "BCC",
    };

    /// <summary>The request, or a field and a message for each fault.</summary>
    public static (JsonNode? Request, IReadOnlyList<(string? Field, string Message)> Faults) Read(byte[] body)
    {
        List<(string?, string)> faults = [];
        try
        {
            JsonNode? request = JsonNode.Parse(body);
            if (request is not JsonObject)
            {
                return (null, [(null, "Bad Request")]);
            }

            faults.AddRange(Message(request).Concat(Recipient(request)).Concat(Categories(request)));
            return (faults.Count == 0 ? request : null, faults);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return (null, [.. faults, (null, "Bad Request")]);  // a field of another type than it must have
        }
    }

    private static IEnumerable<(string?, string)> Message(JsonNode request)
    {
        if (!IsAddress((string?)request["from"]?["email"]))
        {
            yield return ("from.email", "The from email does not contain a valid address.");
        }

        if (string.IsNullOrEmpty((string?)request["subject"]))
        {
            yield return ("subject", "The subject is required.");
        }

        string?[] types = [.. request["content"]?.AsArray().Select(c => (string?)c!["type"]) ?? []];
        if (types.Length == 0 || request["content"]!.AsArray().Any(c => string.IsNullOrEmpty((string?)c!["value"])))
        {
            yield return ("content", "The content value must be a string at least one character in length.");
        }
        else if (!types.SequenceEqual(types.OrderBy(t => t switch { "text/plain" => 0, "text/html" => 1, _ => 2 })))
        {
            yield return ("content", "If present, text/plain and text/html may only be provided once, and in this order.");
        }
    }

    private static IEnumerable<(string?, string)> Recipient(JsonNode request)
    {
        if (request["personalizations"] is not JsonArray { Count: 1 } personalizations || personalizations[0]!["to"] is not JsonArray { Count: 1 } to)
        {
            yield return ("personalizations", "The fake takes one personalization with one recipient, as the product sends.");
            yield break;
        }

        if (!IsAddress((string?)to[0]!["email"]))
        {
            yield return ("personalizations.0.to.0.email", $"Does not contain a valid address: {(string?)to[0]!["email"]}.");
        }

        JsonObject? args = personalizations[0]!["custom_args"]?.AsObject();
        if (args is { Count: 0 } || args?.Any(a => a.Value is not JsonValue value || value.GetValueKind() != JsonValueKind.String) == true)
        {
            yield return ("personalizations.0.custom_args", "Each value must be a string, and the object must not be empty.");
        }
        else if (args is not null && Encoding.UTF8.GetByteCount(args.ToJsonString()) > ArgsBytesMax)
        {
            yield return ("personalizations.0.custom_args", "The custom_args exceed 10000 bytes.");
        }

        foreach ((string name, JsonNode? value) in personalizations[0]!["headers"]?.AsObject() ?? [])
        {
            if (Reserved.Contains(name) || !Ascii.IsValid(name) || name.Contains(' ', StringComparison.Ordinal) || string.IsNullOrEmpty((string?)value))
            {
                yield return ($"personalizations.0.headers.{name}", "The header is reserved, or not a text under an ASCII name.");
            }
        }
    }

    private static IEnumerable<(string?, string)> Categories(JsonNode request)
    {
        string[] categories = [.. request["categories"]?.AsArray().Select(c => (string)c!) ?? []];
        if (categories.Length > CategoriesMax || categories.Distinct().Count() < categories.Length || categories.Any(c => !Ascii.IsValid(c) || c.Length > CategoryLengthMax))
        {
            yield return ("categories", "At most 10 unique categories of at most 255 ASCII characters.");
        }
    }

    private static bool IsAddress(string? text) =>
        text?.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && Ascii.IsValid(text) && !text.Any(char.IsWhiteSpace);
}
