using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Enrollments;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The broadcasts of the shop's calendar (年間カレンダー): those that are published, and those that somebody is writing.</summary>
public sealed class PlannedBroadcasts(Broadcasts broadcasts, PublishedFiles published, DraftStore drafts, ShopSettings shop)
{
    /// <summary>All of them, by day and id. A new file that cannot be read yet has no day and is left out.</summary>
    public async Task<IReadOnlyList<PlannedBroadcast>> AllAsync(CancellationToken cancellationToken)
    {
        Dictionary<TemplateName, Draft> written = (await drafts.AllAsync(cancellationToken)).Where(d => IsJourney(d.Name)).ToDictionary(d => d.Name);
        Dictionary<string, PublishedFile> files = (await published.AllAsync(cancellationToken)).Where(f => IsJourney(f.Name)).ToDictionary(f => f.Name.Name, StringComparer.Ordinal);
        List<PlannedBroadcast> all = [];
        foreach (BroadcastStanding standing in await broadcasts.AllAsync(cancellationToken))
        {
            if (files.TryGetValue(standing.Id, out PublishedFile? file))
            {
                written.Remove(file.Name, out Draft? draft);
                all.Add(new PlannedBroadcast(file.Name, standing.Journey.Definition.Name, standing.Trigger.On, standing.StartsAt, file, standing, draft is null ? null : Read(draft)));
            }
        }

        foreach (DraftedBroadcast draft in written.Values.Select(Read))
        {
            if (draft is { Name: { } name, On: { } on, StartsAt: { } startsAt })
            {
                all.Add(new PlannedBroadcast(draft.Draft.Name, name, on, startsAt, null, null, draft));
            }
        }

        return [.. all.OrderBy(b => b.On).ThenBy(b => b.Id, StringComparer.Ordinal)];
    }

    /// <summary>The one of that id; null when there is none.</summary>
    public async Task<PlannedBroadcast?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(b => b.Id == id);

    private static bool IsJourney(TemplateName name) => name.Kind is TemplateKind.Journey or TemplateKind.Campaign;

    private DraftedBroadcast Read(Draft draft) =>
        JourneyReader.Read(draft.Name.Path, draft.Text, shop.RankModelId).Value is { Trigger: Trigger.Broadcast trigger } read
            ? new DraftedBroadcast(draft, read.Name, trigger.On, trigger.StartsAt(shop.SendAt, shop.Calendar), read.Purpose)
            : new DraftedBroadcast(draft, null, null, null, Purpose.Marketing);
}

/// <summary>A broadcast in the calendar.</summary>
/// <param name="On">Its day as it is published; of one that never was, as its draft has it.</param>
/// <param name="StartsAt">UTC, of that day.</param>
/// <param name="Published">Null for one that is only written, as is <paramref name="Standing"/>.</param>
/// <param name="Draft">What somebody is writing; null when nobody is.</param>
public sealed record PlannedBroadcast(
    TemplateName File, LocalText Name, DateOnly On, DateTimeOffset StartsAt, PublishedFile? Published, BroadcastStanding? Standing, DraftedBroadcast? Draft)
{
    /// <summary>The journey's id.</summary>
    public string Id => File.Name;

    /// <summary>Whether it is still to come, as far as it is published: also when nobody has approved of it in time.</summary>
    public bool IsToCome(DateTimeOffset now) => Standing is null
        or { State: BroadcastState.WaitsForApproval }
        or { State: BroadcastState.Paused, PausedIn: BroadcastState.Scheduled }
        || (Standing.State == BroadcastState.Scheduled && now < Standing.StartsAt);
}

/// <summary>A broadcast that somebody is writing.</summary>
/// <param name="Name">Null, as the day and the time, when the file cannot be read.</param>
/// <param name="StartsAt">UTC.</param>
public sealed record DraftedBroadcast(Draft Draft, LocalText? Name, DateOnly? On, DateTimeOffset? StartsAt, Purpose Purpose);
