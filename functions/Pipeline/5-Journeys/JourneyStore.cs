using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Published versions of journeys, and of the rank models that they name.</summary>
public sealed class JourneyStore(IEntityTables tables)
{
    private const string Library = "library";
    private const string Seeding = "seeding";

    /// <summary>Journeys, each with its messages.</summary>
    public VersionedTemplates Journeys { get; } = new(tables, Library, "journey", "file", "JourneyId");

    /// <summary>Rank models. Nothing pins them: the newest version that can be read counts.</summary>
    public VersionedTemplates RankModels { get; } = new(tables, Library, "rank-model", "rank-file", "ModelId");

    /// <summary>The rich menus of LINE, all as one. Nothing pins them, either.</summary>
    public VersionedTemplates RichMenus { get; } = new(tables, Library, "rich-menus", "rich-menu-file", "MenusId");

    /// <summary>Makes new versions, all of them or none.</summary>
    /// <returns>False when somebody else published one of them in the meantime.</returns>
    internal async Task<bool> AddAsync(IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) =>
        await tables.WriteAsync(Tables.Journeys, Library, changes, cancellationToken) is WriteOutcome.Written;

    /// <summary>Changes a roll-out of the newest version, and keeps what was done.</summary>
    /// <param name="events">Tells others; null in a shop that tells nobody.</param>
    /// <returns>False when somebody published or changed it in the meantime.</returns>
    internal async Task<bool> ChangeAsync(TemplateHead known, Rollout after, RolloutEntry entry, OutgoingEvents? events, CancellationToken cancellationToken)
    {
        EventPlace place = new(Tables.Journeys, Library);
        EntityChange[] changes =
        [
            .. Journeys.ChangesOf(known, after, entry),
            .. events is null || entry.Alarm is null ? [] : await events.BesideAsync(place, [RolloutEvents.Stopped(known.Id, after, entry)], cancellationToken),
        ];
        bool isDone = await AddAsync(changes, cancellationToken);
        if (isDone)
        {
            events?.Tell(place);
        }

        return isDone;
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
}
