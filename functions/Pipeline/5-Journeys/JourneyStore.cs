using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Published versions of journeys. A version is written once and never changed.</summary>
public sealed class JourneyStore(IEntityTables tables)
{
    private const string Library = "library";
    private const string Seeding = "seeding";

    /// <summary>The newest version of every journey, by journey id.</summary>
    public async Task<IReadOnlyList<JourneyHead>> HeadsAsync(CancellationToken cancellationToken)
    {
        List<JourneyHead> heads = [];
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Journeys, Library, RowKeys.Under("journey")), cancellationToken))
        {
            heads.Add(new JourneyHead(row.Text("JourneyId")!, (int)row.Number("Version")!.Value, row.Text("Path")!, row.Text("Hash")!) { ETag = row.ETag });
        }

        return heads;
    }

    /// <summary>The files of a version; null when there is no such version.</summary>
    public async Task<TemplateSet?> FilesAsync(string journeyId, int version, CancellationToken cancellationToken)
    {
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        EntityQuery query = EntityQuery.Prefix(Tables.Journeys, Library, RowKeys.Under("file", journeyId, Number(version)));
        await foreach (Entity row in tables.QueryAllAsync(query, cancellationToken))
        {
            string path = row.Text("Path")!;
            paths[path] = paths.GetValueOrDefault(path, "") + row.Text("Text");
        }

        return paths.Count == 0 ? null : new TemplateSet(paths);
    }

    /// <summary>Writes a new version.</summary>
    /// <param name="known">The newest version so far; null for a new journey.</param>
    /// <returns>False when somebody else published in the meantime.</returns>
    public async Task<bool> AddAsync(JourneyBundle bundle, string path, JourneyHead? known, DateTimeOffset publishedAt, CancellationToken cancellationToken)
    {
        string id = bundle.Definition.Id;
        int version = (known?.Version ?? 0) + 1;
        Entity head = new EntityProperties()
            .Set("JourneyId", id)
            .Set("Version", version)
            .Set("Path", path)
            .Set("Hash", bundle.Files.Hash())
            .Set("PublishedAt", publishedAt)
            .Row(Library, RowKeys.Of("journey", id), known?.ETag);
        List<EntityChange> changes = [known is null ? new EntityChange.Insert(head) : new EntityChange.Replace(head)];
        foreach ((string file, string text) in bundle.Files.Files)
        {
            changes.AddRange(TextParts.Of(text).Select((part, i) => new EntityChange.Insert(new EntityProperties()
                .Set("Path", file)
                .Set("Text", part)
                .Row(Library, RowKeys.Of("file", id, Number(version), file, i.ToString("D3", CultureInfo.InvariantCulture))))));
        }

        return await tables.WriteAsync(Tables.Journeys, Library, changes, cancellationToken) is WriteOutcome.Written;
    }

    /// <summary>Whether the first publication was begun and not completed.</summary>
    public async Task<bool> IsSeedingAsync(CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Journeys, Library, Seeding, cancellationToken) is not null;

    /// <summary>Notes that the first publication begins, or is complete.</summary>
    public Task SetSeedingAsync(bool isUnderWay, CancellationToken cancellationToken)
    {
        EntityChange change = isUnderWay ? new EntityChange.Put(new Entity(Library, Seeding)) : new EntityChange.Delete(Seeding);
        return tables.WriteAsync(Tables.Journeys, Library, change, cancellationToken);
    }

    private static string Number(int version) => version.ToString("D6", CultureInfo.InvariantCulture);
}

/// <summary>The newest version of a journey.</summary>
/// <param name="Path">Of the journey's own file in its set.</param>
/// <param name="Hash">Of all of its files (<see cref="TemplateSet.Hash"/>).</param>
public sealed record JourneyHead(string JourneyId, int Version, string Path, string Hash)
{
    internal string? ETag { get; init; }
}
