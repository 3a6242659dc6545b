using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Intake;
using static FollowUpFlows.Tests.Fast.Support.Webhooks;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Messages whose signatures others have computed, some for every kind of source.</summary>
internal static class SignedMessages
{
    public static IEnumerable<JsonNode> Vectors() => JsonNode.Parse(Fixture("signatures"))!.AsArray().OfType<JsonNode>();

    public static JsonNode Vector(string id) => Vectors().Single(v => (string)v["id"]! == id);

    public static WebhookRequest RequestOf(JsonNode vector) =>
        Request((string)vector["body"]!, [.. vector["headers"]!.AsObject().Select(h => (h.Key, (string)h.Value!))]) with { Address = (string?)vector["address"] };

    public static IShopSource SourceOf(JsonNode vector) => Webhooks.SourceOf((string)vector["kind"]!);

    public static DateTimeOffset At(JsonNode vector) => DateTimeOffset.FromUnixTimeSeconds((long)vector["at"]!);
}
