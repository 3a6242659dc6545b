using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Files that are being written: one draft for each, for everybody. Whoever saves says which state they have seen, so that nobody
/// overwrites what they have not read.</summary>
public sealed class DraftStore(IEntityTables tables, Clocks clocks)
{
    /// <summary>As many as a shop can have open, and few enough for one list.</summary>
    public const int CountMax = 500;

    private const string Partition = "drafts";
    private const int TagLength = 26;

    /// <summary>All of them, by kind and name.</summary>
    public async Task<IReadOnlyList<Draft>> AllAsync(CancellationToken cancellationToken)
    {
        List<Draft> drafts = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Drafts, Partition), cancellationToken))
        {
            drafts.Add(Read(row));
        }

        return [.. drafts.OrderBy(d => d.Name.Key, StringComparer.Ordinal)];
    }

    /// <summary>The draft; null when nobody is writing the file.</summary>
    public async Task<Draft?> FindAsync(TemplateName name, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Drafts, Partition, KeyOf(name), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Keeps a text.</summary>
    /// <param name="tag">Of the draft that the writer has seen; null when there was none.</param>
    /// <param name="text">One that <see cref="Draft.FaultOf"/> finds nothing wrong with.</param>
    public async Task<DraftChange> SaveAsync(TemplateName name, string? tag, string text, string? basedOn, string? by, CancellationToken cancellationToken)
    {
        Entity? before = await tables.ReadAsync(Tables.Drafts, Partition, KeyOf(name), cancellationToken);
        if ((before is null ? null : TagOf(before)) != tag)
        {
            return new DraftChange.Moved(before is null ? null : Read(before));
        }

        EntityProperties properties = new EntityProperties()
            .Set("Kind", name.Kind)
            .Set("Name", name.Name)
            .Set("BasedOn", basedOn)
            .Set("SavedAt", clocks.Shop.GetUtcNow())
            .Set("SavedBy", by);
        LongText.Set(properties, "Text", text);
        Entity row = properties.Row(Partition, KeyOf(name), before?.ETag);
        EntityChange change = before is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row);
        return await tables.WriteAsync(Tables.Drafts, Partition, [change], cancellationToken) is WriteOutcome.Written { ETags: [var etag] }
            ? new DraftChange.Saved(Read(row with { ETag = etag }))
            : new DraftChange.Moved(await FindAsync(name, cancellationToken));
    }

    /// <summary>Gives a draft up.</summary>
    /// <param name="tag">Of the draft that was seen.</param>
    public async Task<DraftChange> RemoveAsync(TemplateName name, string tag, CancellationToken cancellationToken)
    {
        Entity? before = await tables.ReadAsync(Tables.Drafts, Partition, KeyOf(name), cancellationToken);
        if (before is null || TagOf(before) != tag)
        {
            return new DraftChange.Moved(before is null ? null : Read(before));
        }

        return await tables.WriteAsync(Tables.Drafts, Partition, new EntityChange.Delete(before.RowKey, before.ETag), cancellationToken)
            ? new DraftChange.Removed()
            : new DraftChange.Moved(await FindAsync(name, cancellationToken));
    }

    private static Draft Read(Entity row)
    {
        TemplateName name = new(row.Word<TemplateKind>("Kind"), row.Text("Name")!);
        return new Draft(name, LongText.Read(row, "Text"), row.Text("BasedOn"), row.Instant("SavedAt")!.Value, row.Text("SavedBy"), TagOf(row));
    }

    /// <summary>Stores write their tags in different ways; those of the product look the same everywhere.</summary>
    private static string TagOf(Entity row) => OpaqueId.Of(TagLength, row.RowKey, row.ETag!);

    private static string KeyOf(TemplateName name) => RowKeys.Of(name.Kind.ToString(), name.Name);
}
