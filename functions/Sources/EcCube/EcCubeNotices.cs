using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.EcCube;

/// <summary>What a webhook of EC-CUBE names: a list of entity, id and action. The plugin's own page shows one without the list.</summary>
internal static class EcCubeNotices
{
    public static WebhookReading Read(ReadOnlyMemory<byte> body) => JsonBody.ReadAny(body, (root, fault) =>
    {
        JsonElement[] items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        ShopNotice[] notices = [.. items.Select((item, i) => Notice(JsonObject.Open(item, $"$[{i}]", fault))).OfType<ShopNotice>().Distinct()];
        return fault.Text is { } text ? new WebhookReading.Unreadable(text)
            : notices.Length > 0 ? new WebhookReading.Noticed(notices)
            : new WebhookReading.Ignored("it names no order and no customer");
    });

    /// <summary>Null for a product, and for words that are new.</summary>
    private static ShopNotice? Notice(JsonObject item) => item.RequiredText("entity") switch
    {
        EcCubeSource.Order or EcCubeSource.Customer => new ShopNotice(
            new ShopThing(item.RequiredText("entity"), item.RequiredId("id")), item.Word("action") == "deleted"),
        _ => null,
    };
}
