using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>A thing that is to be fetched, however many notices named it.</summary>
/// <param name="Notice">The latest notice: a person finds it when the shop does not tell.</param>
/// <param name="NoticeCount">All so far.</param>
/// <param name="SinceAt">On the system clock: when the fetch is due, or was begun.</param>
internal sealed record FetchRow(FetchId Id, ShopNotice Told, InboxId Notice, long NoticeCount, DateTimeOffset SinceAt)
{
    /// <summary>How many notices the fetch that was begun last covers; null before the first one.</summary>
    public long? Begun { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    public string? ETag { get; init; }

    public Entity Entity => new EntityProperties()
        .Set("Entity", Told.Thing.Entity)
        .Set("ThingId", Told.Thing.Id)
        .Set("IsGone", Told.IsGone)
        .Set("Notice", Notice.ToString())
        .Set("NoticeCount", NoticeCount)
        .Set("Since", SinceAt)
        .Set("Begun", Begun)
        .Set("Failures", Failures)
        .Row(PartitionOf(Id.SourceId), Id.Key, ETag);

    public static string PartitionOf(string sourceId) => RowKeys.Of("fetch", sourceId);

    public static FetchRow Of(string sourceId, Entity row) => new(
        new FetchId(sourceId, row.RowKey),
        new ShopNotice(new ShopThing(row.Text("Entity")!, row.Text("ThingId")!), row.Flag("IsGone")),
        InboxId.Parse(row.Text("Notice")!)!,
        row.Number("NoticeCount")!.Value,
        row.Instant("Since")!.Value)
    {
        Begun = row.Number("Begun"),
        Failures = (int)row.Number("Failures")!.Value,
        ETag = row.ETag,
    };
}
