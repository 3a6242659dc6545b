using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>How rich menus are kept. Of people who see one a hash is kept; their ids stand only in what leads to work that is to be done.
/// Names are kept for ever.</summary>
internal static class MenuRows
{
    public const int ShardCount = 16;

    public const string DefaultRow = "default";
    public const string WalkRow = "walk";

    /// <summary>What was created at LINE, by the menus' hashes.</summary>
    public static string MadePartition(string account) => RowKeys.Of("made", account);

    /// <summary>How far the account is.</summary>
    public static string StatePartition(string account) => RowKeys.Of("state", account);

    /// <summary>Who sees which menu, by the hash of their LINE user id.</summary>
    public static string LinkedPartition(string account, string shard) => RowKeys.Of("linked", account, shard);

    /// <summary>Whom to look at.</summary>
    public static string LeadPartition(string shard) => RowKeys.Of("leads", shard);

    public static string KeyOf(string lineUserId) => RowKeys.Of(CustomerIdentity.AliasOfLine(lineUserId));

    public static string ShardOf(string lineUserId) => RowKeys.Shard(KeyOf(lineUserId), ShardCount);

    /// <param name="isRefused">LINE does not take this person for the menu: it is not tried again with the same one.</param>
    public static Entity Linked(string account, string lineUserId, string? richMenuId, bool isRefused) => new EntityProperties()
        .Set("RichMenuId", richMenuId)
        .Set("Refused", isRefused)
        .Row(LinkedPartition(account, ShardOf(lineUserId)), KeyOf(lineUserId));

    /// <param name="since">On the system clock.</param>
    public static Entity Lead(string lineUserId, string customerId, DateTimeOffset since, bool isSeen, string? etag = null) => new EntityProperties()
        .Set("LineUserId", lineUserId)
        .Set("CustomerId", customerId)
        .Set("Since", since)
        .Set("Seen", isSeen)
        .Row(LeadPartition(ShardOf(lineUserId)), KeyOf(lineUserId), etag);

    /// <param name="of">What the walk is for: when that changes, it begins anew.</param>
    /// <param name="endedAt">On the system clock; null while it is under way.</param>
    public static Entity Walk(string account, string of, CustomerPlace? after, DateTimeOffset? endedAt) => new EntityProperties()
        .Set("Of", of)
        .Set("Shard", after?.Shard)
        .Set("After", after?.CustomerId)
        .Set("EndedAt", endedAt)
        .Row(StatePartition(account), WalkRow);

    public static CustomerPlace? Place(Entity walk) => walk.Text("After") is { } after ? new CustomerPlace((int)walk.Number("Shard")!.Value, after) : null;
}
