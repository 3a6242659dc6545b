using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Publications that were asked for with a key, so that asking again does nothing twice.</summary>
public sealed class PublicationLog(IEntityTables tables)
{
    private const string Partition = "publications";

    /// <summary>The publication of that key; null when there is none.</summary>
    internal async Task<KeptPublication?> FindAsync(string key, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Journeys, Partition, RowKeys.Of(key), cancellationToken) is { } row
            ? new KeptPublication(row.Text("Content")!, row.Instant("At")!.Value, row.Text("By")!, row.Text("Why"), row.Flag("IsDone"), row.Json<PublishedTemplate>("Versions"), row.Json<TemplateName>("Left"))
            : null;

    /// <summary>Notes it, over what was noted of it before.</summary>
    internal Task KeepAsync(string key, KeptPublication publication, CancellationToken cancellationToken)
    {
        Entity row = new EntityProperties()
            .Set("Content", publication.Content)
            .Set("At", publication.At)
            .Set("By", publication.By)
            .Set("Why", publication.Why)
            .Set("IsDone", publication.IsDone)
            .SetJson("Versions", publication.Versions)
            .SetJson("Left", publication.Left)
            .Row(Partition, RowKeys.Of(key));
        return tables.WriteAsync(Tables.Journeys, Partition, new EntityChange.Put(row), cancellationToken);
    }
}

/// <summary>A publication with a key.</summary>
/// <param name="Content">A mark of what was to be published.</param>
/// <param name="At">When it was asked for, on the shop clock, UTC.</param>
/// <param name="IsDone">Whether its versions stand.</param>
/// <param name="Left">Drafts that stay.</param>
internal sealed record KeptPublication(
    string Content, DateTimeOffset At, string By, string? Why, bool IsDone, IReadOnlyList<PublishedTemplate> Versions, IReadOnlyList<TemplateName> Left);

/// <summary>A journey or rank model as it stands after a publication.</summary>
/// <param name="IsNew">False when it was the same before.</param>
public sealed record PublishedTemplate(TemplateKind Kind, string Id, int Version, bool IsNew);
