using System.Globalization;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Published versions of one kind of template. A version is written once and never changed.</summary>
/// <param name="partition">Of the table of journeys.</param>
/// <param name="head">The first part of the keys of newest versions.</param>
/// <param name="file">The first part of the keys of their files.</param>
/// <param name="idName">The column with the template's id.</param>
public sealed class VersionedTemplates(IEntityTables tables, string partition, string head, string file, string idName)
{
    /// <summary>The newest version of every template, by id.</summary>
    public async Task<IReadOnlyList<TemplateHead>> HeadsAsync(CancellationToken cancellationToken)
    {
        List<TemplateHead> heads = [];
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, partition, RowKeys.Under(head)), cancellationToken))
        {
            heads.Add(new TemplateHead(row.Text(idName)!, (int)row.Number("Version")!.Value, row.Text("Path")!, row.Text("Hash")!)
            {
                PublishedAt = row.Instant("PublishedAt")!.Value,
                Rollout = row.Rollout(),
                InsideTo = (int?)row.Number("InsideTo"),
                ETag = row.ETag,
            });
        }

        return heads;
    }

    /// <summary>The files of a version; null when there is no such version.</summary>
    public async Task<TemplateSet?> FilesAsync(string id, int version, CancellationToken cancellationToken)
    {
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        EntityQuery query = EntityQuery.Prefix(Tables.Journeys, partition, RowKeys.Under(file, id, Number(version)));
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            string path = row.Text("Path")!;
            paths[path] = paths.GetValueOrDefault(path, "") + row.Text("Text");
        }

        return paths.Count == 0 ? null : new TemplateSet(paths);
    }

    /// <summary>When a version was published, on the shop clock, UTC; null where there is no such version, or it is older than this fact.</summary>
    public async Task<DateTimeOffset?> PublishedAtAsync(string id, int version, CancellationToken cancellationToken)
    {
        EntityQuery query = EntityQuery.Prefix(Tables.Journeys, partition, RowKeys.Under(file, id, Number(version))) with { Limit = 1 };
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            return row.Instant("PublishedAt");
        }

        return null;
    }

    /// <summary>Whether the newest version has these files, and still holds them as they were published.</summary>
    public async Task<bool> HoldsAsync(TemplateHead known, TemplateSet files, CancellationToken cancellationToken) =>
        known.Hash == files.Hash() && (await FilesAsync(known.Id, known.Version, cancellationToken))?.Hash() == known.Hash;

    /// <summary>Who published which version, and why; the oldest first. Those before this was kept, and those of commands, say nothing.</summary>
    public async Task<IReadOnlyDictionary<int, PublicationNote>> NotesAsync(string id, CancellationToken cancellationToken)
    {
        Dictionary<int, PublicationNote> notes = [];
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, partition, RowKeys.Under(NoteOf(head), id)), cancellationToken))
        {
            notes[(int)row.Number("Version")!.Value] = new PublicationNote(row.Text("By")!, row.Text("Why"));
        }

        return notes;
    }

    /// <summary>What makes a new version.</summary>
    /// <param name="path">Of the template's own file in the set.</param>
    /// <param name="known">The newest version so far; null for a new template.</param>
    /// <param name="note">Null when nobody says who they are.</param>
    /// <param name="way">How customers get it.</param>
    internal IReadOnlyList<EntityChange> ChangesOf(
        string id, TemplateSet files, string path, TemplateHead? known, DateTimeOffset publishedAt, PublicationNote? note, PublicationWay way)
    {
        int version = (known?.Version ?? 0) + 1;
        Entity row = Row(new TemplateHead(id, version, path, files.Hash())
        {
            PublishedAt = publishedAt,
            Rollout = known is null || way.Stages is null ? null : new Rollout(version, known.EnrollingVersion, way.Stages, publishedAt),
            InsideTo = known is not null && way.MovesInside ? version : known?.InsideTo,
            ETag = known?.ETag,
        });
        List<EntityChange> changes = [known is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row), .. FileRows(id, version, files, publishedAt).Select(r => new EntityChange.Insert(r))];
        if (note is not null)
        {
            changes.Add(new EntityChange.Insert(new EntityProperties()
                .Set("Version", version)
                .Set("By", note.By)
                .Set("Why", note.Why)
                .Row(partition, RowKeys.Of(NoteOf(head), id, Number(version)))));
        }

        return changes;
    }

    /// <summary>What makes a version that is rolled out, and the one before it, under the numbers that they have in another store: of these depends who
    /// gets which. This store has nothing of the template yet.</summary>
    internal IReadOnlyList<EntityChange> CopyOf(TemplateHead newest, TemplateSet files, TemplateSet before) =>
    [
        new EntityChange.Insert(Row(newest with { ETag = null })),
        .. FileRows(newest.Id, newest.Version, files, newest.PublishedAt).Select(r => new EntityChange.Insert(r)),
        .. FileRows(newest.Id, newest.Rollout!.BaseVersion, before, newest.PublishedAt).Select(r => new EntityChange.Insert(r)),
    ];

    /// <summary>What changes a roll-out of the newest version, and keeps what was done.</summary>
    internal IReadOnlyList<EntityChange> ChangesOf(TemplateHead known, Rollout after, RolloutEntry entry) =>
    [
        new EntityChange.Replace(Row(known with { Rollout = after })),
        new EntityChange.Put(RolloutRows.Row(partition, EntriesOf(head), known.Id, entry)),
    ];

    /// <summary>What was done with the roll-outs of a template's versions, the latest first.</summary>
    internal async Task<IReadOnlyList<RolloutEntry>> EntriesAsync(string id, CancellationToken cancellationToken) =>
        await tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, partition, RowKeys.Under(EntriesOf(head), id)), cancellationToken)
            .Select(RolloutRows.Entry)
            .ToListAsync(cancellationToken);

    private IEnumerable<Entity> FileRows(string id, int version, TemplateSet files, DateTimeOffset publishedAt) => files.Files.SelectMany(f => TextParts.Of(f.Value).Select((part, i) =>
        new EntityProperties()
            .Set("Path", f.Key)
            .Set("Text", part)
            .Set("PublishedAt", publishedAt)
            .Row(partition, RowKeys.Of(file, id, Number(version), f.Key, i.ToString("D3", CultureInfo.InvariantCulture)))));

    private Entity Row(TemplateHead newest) => new EntityProperties()
        .Set(idName, newest.Id)
        .Set("Version", newest.Version)
        .Set("Path", newest.Path)
        .Set("Hash", newest.Hash)
        .Set("PublishedAt", newest.PublishedAt)
        .Set(newest.Rollout)
        .Set("InsideTo", newest.InsideTo)
        .Row(partition, RowKeys.Of(head, newest.Id), newest.ETag);

    private static string EntriesOf(string head) => head + "-rollout";

    private static string NoteOf(string head) => head + "-note";

    private static string Number(int version) => version.ToString("D6", CultureInfo.InvariantCulture);
}

/// <summary>Who published, and why.</summary>
/// <param name="By">As the shop calls them.</param>
/// <param name="Why">Null when they did not say.</param>
public sealed record PublicationNote(string By, string? Why);

/// <summary>The newest version of a template.</summary>
/// <param name="Path">Of the template's own file in its set.</param>
/// <param name="Hash">Of all of its files (<see cref="TemplateSet.Hash"/>).</param>
public sealed record TemplateHead(string Id, int Version, string Path, string Hash)
{
    /// <summary>On the shop clock, UTC.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>How it reaches customers; null where everybody gets it.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>What most of those get who enter: while it is rolled out, the version before.</summary>
    public int EnrollingVersion => Rollout is { State: not RolloutState.Finished } rollout ? rollout.BaseVersion : Version;

    /// <summary>The version in which those inside an older one go on, as soon as they can; null where nobody ever wanted that.</summary>
    public int? InsideTo { get; init; }

    internal string? ETag { get; init; }
}
