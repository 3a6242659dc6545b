using System.Text.Json.Nodes;

namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>A message that the fake has taken.</summary>
/// <param name="MessageId">As the answer's header has it.</param>
/// <param name="Args">Brought back by every event.</param>
internal sealed record FakeMail(
    string MessageId, string To, string From, string Subject, string Text, string Html,
    IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Args, IReadOnlyList<string> Categories)
{
    /// <param name="request">One that was found in order.</param>
    public static FakeMail Of(string messageId, JsonNode request)
    {
        JsonNode to = request["personalizations"]![0]!;
        return new FakeMail(
            messageId,
            (string)to["to"]![0]!["email"]!,
            (string)request["from"]!["email"]!,
            (string)request["subject"]!,
            ContentOf(request, "text/plain"),
            ContentOf(request, "text/html"),
            TextsOf(to["headers"]),
            TextsOf(to["custom_args"]),
            [.. request["categories"]?.AsArray().Select(c => (string)c!) ?? []]);
    }

    private static string ContentOf(JsonNode request, string type) =>
        (string?)request["content"]!.AsArray().FirstOrDefault(c => (string?)c!["type"] == type)?["value"] ?? "";

    private static Dictionary<string, string> TextsOf(JsonNode? fields) =>
        fields?.AsObject().ToDictionary(f => f.Key, f => (string)f.Value!, StringComparer.Ordinal) ?? [];
}
