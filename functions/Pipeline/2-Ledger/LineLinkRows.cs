using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Ledger;

/// <summary>How the connecting of LINE accounts is kept in a customer's partition. Names are kept for ever.</summary>
internal static class LineLinkRows
{
    public const string Key = "linelink";

    public static Entity Row(string customerId, LineLink link) => new EntityProperties()
        .SetJson("Asks", link.Asks)
        .Set("Wanted", link.Wanted)
        .Set("AskedAt", link.AskedAt)
        .Set("NonceHash", link.NonceHash)
        .Set("NonceUntil", link.NonceUntil)
        .Set("ConnectedTo", link.ConnectedTo)
        .Set("FormerId", link.FormerId)
        .Row(customerId, Key);

    public static LineLink Link(Entity row) => new()
    {
        Asks = row.Json<DateTimeOffset>("Asks"),
        Wanted = row.Text("Wanted"),
        AskedAt = row.Instant("AskedAt"),
        NonceHash = row.Text("NonceHash"),
        NonceUntil = row.Instant("NonceUntil"),
        ConnectedTo = row.Text("ConnectedTo"),
        FormerId = row.Text("FormerId"),
    };

    public static EntityChange Change(string customerId, LineLink link) => new EntityChange.Put(Row(customerId, link));
}
