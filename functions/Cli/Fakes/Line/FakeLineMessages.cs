using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>What reached somebody.</summary>
/// <param name="Messages">The message objects, JSON.</param>
/// <param name="Unit">Under which LINE counts it; null for none.</param>
/// <param name="Key">The retry key; null where the call had none.</param>
public sealed record FakeLineDelivery(string To, string Messages, string? Unit, string? Key);

/// <summary>Who gets messages: retry keys of 24 hours, quota, blocked people, reply tokens of one use.</summary>
internal sealed partial class FakeLineMessages(TimeProvider clock)
{
    public const string MonthlyLimit = "You have reached your monthly limit.";

    private const int RecipientsMax = 500;

    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(24);

    private readonly Dictionary<string, TakenKey> keys = new(StringComparer.OrdinalIgnoreCase);

    public List<FakeLineDelivery> Delivered { get; } = [];

    public List<string> MisusedKeys { get; } = [];

    public HashSet<string> Blocked { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Friends { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> ReplyTokens { get; } = new(StringComparer.Ordinal);

    public int? Quota { get; set; }

    public int Used { get; private set; }

    public FakeLineAnswer Send(FakeLineRequest request, string requestId)
    {
        string call = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        string? key = request.Headers.GetValueOrDefault("x-line-retry-key");
        if (key is not null && (call == "reply" || !Guid.TryParseExact(key, "D", out _)))
        {
            return FakeLineAnswer.Error(400, "The retry key is not valid");
        }

        if (key is not null && keys.TryGetValue(key, out TakenKey? taken) && clock.GetUtcNow() < taken.Since + KeyLife)
        {
            return Again(key, taken, request.Body);
        }

        if (Opened(request.Body) is not { } body || Fault(body) is not null)
        {
            return Validated(request.Body);
        }

        FakeLineAnswer answer = Take(call, body, key);
        if (key is not null && answer.Status == 200)
        {
            keys[key] = new TakenKey(requestId, request.Body, answer.Body, clock.GetUtcNow());
        }

        return answer;
    }

    public static FakeLineAnswer Validated(string body)
    {
        if (Opened(body) is not { } opened)
        {
            return FakeLineAnswer.Error(400, "The request body could not be parsed as JSON");
        }

        return Fault(opened) is not { } fault ? FakeLineAnswer.Of(200, "{}") : FakeLineAnswer.Of(400, $$"""
            {"message":"The request body has 1 error(s)","details":[{"message":"{{fault.Message}}","property":"{{fault.Property}}"}]}
            """);
    }

    public FakeLineAnswer Profile(string userId) =>
        !UserId().IsMatch(userId) ? FakeLineAnswer.Error(400, "The value for the 'userId' parameter is invalid")
        : Blocked.Contains(userId) ? FakeLineAnswer.Error(404, "Not found")
        : FakeLineAnswer.Of(200, $$"""{"displayName":"はなこ","userId":"{{userId}}","language":"ja"}""");

    private FakeLineAnswer Again(string key, TakenKey taken, string body)
    {
        if (taken.Body != body)
        {
            MisusedKeys.Add(key);
        }

        string sent = taken.Answer.Length > 2 ? "," + taken.Answer[1..] : "}";
        return FakeLineAnswer.Of(409, "{\"message\":\"The retry key is already accepted\"" + sent).With(FakeLineAnswer.AcceptedIdHeader, taken.RequestId);
    }

    private FakeLineAnswer Take(string call, JsonElement body, string? key)
    {
        IReadOnlyList<string> recipients;
        switch (call)
        {
            case "push" when body.TryGetProperty("to", out JsonElement to) && to.ValueKind == JsonValueKind.String && UserId().IsMatch(to.GetString()!):
                recipients = [to.GetString()!];
                break;
            case "multicast" when body.TryGetProperty("to", out JsonElement many) && many.ValueKind == JsonValueKind.Array && many.GetArrayLength() is > 0 and <= RecipientsMax:
                recipients = [.. many.EnumerateArray().Select(r => r.GetString() ?? "")];
                break;
            case "reply" when body.TryGetProperty("replyToken", out JsonElement token) && ReplyTokens.Remove(token.GetString() ?? "", out string? writer):
                return Deliver(call, [writer], body, key);
            case "broadcast":
                recipients = [.. Friends];
                break;
            default:
                return FakeLineAnswer.Error(400, call == "reply" ? "Invalid reply token" : "The property, 'to', in the request body is invalid (line: -, column: -)");
        }

        return recipients.Select((id, i) => (id, i)).FirstOrDefault(r => !UserId().IsMatch(r.id)) is (not null, var wrong)
            ? FakeLineAnswer.Error(400, $"The property, to[{wrong}], in the request body is invalid (line: -, column: -)")
            : Deliver(call, recipients, body, key);
    }

    private FakeLineAnswer Deliver(string call, IReadOnlyList<string> recipients, JsonElement body, string? key)
    {
        bool isFree = call == "reply";
        string[] reached = [.. recipients.Where(r => !Blocked.Contains(r))];  // dropped without a word, and free
        if (!isFree && Used + reached.Length > Quota)
        {
            return FakeLineAnswer.Error(429, MonthlyLimit);
        }

        Used += isFree ? 0 : reached.Length;
        string? unit = body.TryGetProperty("customAggregationUnits", out JsonElement units) ? units[0].GetString() : null;
        Delivered.AddRange(reached.Select(r => new FakeLineDelivery(r, body.GetProperty("messages").GetRawText(), unit, key)));
        IEnumerable<string> sent = body.GetProperty("messages").EnumerateArray()
            .Select((_, i) => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{461230966842064897 + Delivered.Count + i}}","quoteToken":"q"}"""));
        return FakeLineAnswer.Of(200, call is "push" or "reply" ? $$"""{"sentMessages":[{{string.Join(',', sent)}}]}""" : "{}");
    }

    private static JsonElement? Opened(string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first thing that LINE would refuse: not all of its rules, but those of number, type and length.</summary>
    private static (string Property, string Message)? Fault(JsonElement body)
    {
        if (!body.TryGetProperty("messages", out JsonElement messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() is 0 or > 5)
        {
            return ("messages", "Size must be between 1 and 5");
        }

        if (body.TryGetProperty("customAggregationUnits", out JsonElement units)
            && (units.GetArrayLength() != 1 || !UnitName().IsMatch(units[0].GetString() ?? "")))
        {
            return ("customAggregationUnits", "Must match the pattern");
        }

        foreach ((int index, JsonElement message) in messages.EnumerateArray().Index())
        {
            string type = message.TryGetProperty("type", out JsonElement word) ? word.GetString() ?? "" : "";
            if (RequiredTexts(type) is not { } required)
            {
                return ($"messages[{index}].type", "Must be one of the supported types");
            }

            if (Array.Find(required, f => !message.TryGetProperty(f, out JsonElement text) || text.ValueKind != JsonValueKind.String || text.GetString() == "") is { } field)
            {
                return ($"messages[{index}].{field}", "May not be empty");
            }

            if (type == "textV2" && !AreBracesPaired(message))
            {
                return ($"messages[{index}].text", "The placeholder is invalid");
            }
        }

        return null;
    }

    /// <returns>Null for a type that is not known here.</returns>
    private static string[]? RequiredTexts(string type) => type switch
    {
        "text" or "textV2" => ["text"],
        "sticker" => ["packageId", "stickerId"],
        "flex" or "template" => ["altText"],
        "image" or "video" => [],
        _ => null,
    };

    /// <summary>Single braces hold a key of the substitution; other ones are doubled.</summary>
    private static bool AreBracesPaired(JsonElement message)
    {
        string rest = message.GetProperty("text").GetString()!.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal);
        JsonElement known = message.TryGetProperty("substitution", out JsonElement given) ? given : default;
        string plain = Place().Replace(rest, m => known.ValueKind == JsonValueKind.Object && known.TryGetProperty(m.Groups[1].Value, out _) ? "" : m.Value);
        return plain.AsSpan().IndexOfAny('{', '}') < 0;
    }

    [GeneratedRegex(@"\{([0-9A-Za-z_]{1,20})\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\AU[0-9a-f]{32}\z")]
    private static partial Regex UserId();

    [GeneratedRegex(@"\A[a-zA-Z0-9_]{1,30}\z")]
    private static partial Regex UnitName();

    private sealed record TakenKey(string RequestId, string Body, string Answer, DateTimeOffset Since);
}
