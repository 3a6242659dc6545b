using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;
using Half = FollowUpFlows.Domain.Journeys.Half;

namespace FollowUpFlows.Pipeline.Ranking;

/// <summary>The shop's saved segments. A row for each, and one for each name, so that no two are called the same; both change together.</summary>
public sealed class SegmentStore(IEntityTables tables, Clocks clocks)
{
    /// <summary>As many as one list can hold, and a shop can tell apart.</summary>
    public const int CountMax = 200;

    private const string Partition = "all";
    private const int TagLength = 26;
    private static readonly string Prefix = RowKeys.Under("segment");

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<SavedSegment>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await tables.QueryAllAsync(EntityQuery.Prefix(Tables.Segments, Partition, Prefix), cancellationToken).Select(Read).ToListAsync(cancellationToken))
            .OrderBy(s => s.Name, StringComparer.Ordinal),
    ];

    /// <summary>Keeps a new one.</summary>
    /// <param name="name">One that <see cref="Normal"/> gives.</param>
    public async Task<SegmentChange> AddAsync(string name, SegmentFilter filter, string? by, CancellationToken cancellationToken)
    {
        if ((await AllAsync(cancellationToken)).Count >= CountMax)
        {
            return new SegmentChange.TooMany();
        }

        Entity row = Row(Guid.NewGuid().ToString("N"), name, filter, by);
        return await tables.WriteAsync(Tables.Segments, Partition, [new EntityChange.Insert(NameRow(name)), new EntityChange.Insert(row)], cancellationToken) is WriteOutcome.Written { ETags: [_, var etag] }
            ? new SegmentChange.Saved(Read(row with { ETag = etag }))
            : new SegmentChange.NameTaken();
    }

    /// <summary>Gives one another name or filter.</summary>
    /// <param name="tag">Of the one that was seen.</param>
    public async Task<SegmentChange> SaveAsync(string id, string tag, string name, SegmentFilter filter, string? by, CancellationToken cancellationToken)
    {
        Entity? before = await FindAsync(id, cancellationToken);
        if (before is null || TagOf(before) != tag)
        {
            return new SegmentChange.Moved(before is null ? null : Read(before));
        }

        Entity row = Row(id, name, filter, by) with { ETag = before.ETag };
        string oldKey = NameRow(before.Text("Name")!).RowKey;
        List<EntityChange> changes = [new EntityChange.Replace(row)];
        if (oldKey != NameRow(name).RowKey)
        {
            changes.AddRange([new EntityChange.Delete(oldKey), new EntityChange.Insert(NameRow(name))]);
        }

        return await tables.WriteAsync(Tables.Segments, Partition, changes, cancellationToken) switch
        {
            WriteOutcome.Written written => new SegmentChange.Saved(Read(row with { ETag = written.ETags[0] })),
            WriteOutcome.Conflict { Index: > 0 } => new SegmentChange.NameTaken(),
            _ => new SegmentChange.Moved(await FindAsync(id, cancellationToken) is { } now ? Read(now) : null),
        };
    }

    /// <summary>Removes one; nothing that was made from it changes.</summary>
    /// <param name="tag">Of the one that was seen.</param>
    public async Task<SegmentChange> RemoveAsync(string id, string tag, CancellationToken cancellationToken)
    {
        Entity? before = await FindAsync(id, cancellationToken);
        if (before is null || TagOf(before) != tag)
        {
            return new SegmentChange.Moved(before is null ? null : Read(before));
        }

        EntityChange[] changes = [new EntityChange.Delete(before.RowKey, before.ETag), new EntityChange.Delete(NameRow(before.Text("Name")!).RowKey)];
        return await tables.WriteAsync(Tables.Segments, Partition, changes, cancellationToken) is WriteOutcome.Written
            ? new SegmentChange.Removed()
            : new SegmentChange.Moved(await FindAsync(id, cancellationToken) is { } now ? Read(now) : null);
    }

    /// <summary>A name as it is kept: without spaces around it, in one spelling.</summary>
    /// <returns>Null for a text that is no name.</returns>
    public static string? Normal(string? name) =>
        name?.IsNormalized(NormalizationForm.FormC) is { } isNormal && (isNormal ? name : name.Normalize(NormalizationForm.FormC)).Trim() is { Length: > 0 and <= SavedSegment.NameLengthMax } trimmed && !trimmed.Any(char.IsControl)
            ? trimmed
            : null;

    private async Task<Entity?> FindAsync(string id, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Segments, Partition, RowKeys.Of("segment", id), cancellationToken);

    private Entity Row(string id, string name, SegmentFilter filter, string? by) => new EntityProperties()
        .Set("Id", id)
        .Set("Name", name)
        .Set("Rank", filter.Rank)
        .Set("Half", filter.Half)
        .Set("Label", filter.Label)
        .Set("Consent", filter.Consent?.ToString())
        .Set("Last", filter.Last?.ToString(CultureInfo.InvariantCulture))
        .Set("SavedAt", clocks.Shop.GetUtcNow())
        .Set("SavedBy", by)
        .Row(Partition, RowKeys.Of("segment", id));

    /// <summary>Names that differ only in width or case are the same to people.</summary>
    private static Entity NameRow(string name) =>
        new(Partition, RowKeys.Of("name", OpaqueId.Of(TagLength, name.Normalize(NormalizationForm.FormKC).ToUpperInvariant())));

    private static SavedSegment Read(Entity row) => new(
        row.Text("Id")!,
        row.Text("Name")!,
        new SegmentFilter(
            row.Text("Rank"),
            row.Word<Half>("Half"),
            row.Text("Label"),
            row.WordOrNull<Channel>("Consent"),
            row.Text("Last") is { } last ? int.Parse(last, CultureInfo.InvariantCulture) : null),
        row.Instant("SavedAt")!.Value,
        row.Text("SavedBy"),
        TagOf(row));

    private static string TagOf(Entity row) => OpaqueId.Of(TagLength, row.RowKey, row.ETag!);
}
