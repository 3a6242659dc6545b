using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Which version of each journey enrolls whom. Of one that is rolled out it is the customer who decides.</summary>
internal sealed class EnrollingJourneys
{
    private readonly Dictionary<string, (Rollout Rollout, PublishedJourney Before)> rollouts = new(StringComparer.Ordinal);

    private EnrollingJourneys(NewestReadable<PublishedJourney>.Snapshot look) => Look = look;

    /// <summary>Of what was published.</summary>
    public NewestReadable<PublishedJourney>.Snapshot Look { get; }

    /// <summary>The newest version of every journey that can be read; the same list as long as nothing was published.</summary>
    public IReadOnlyList<PublishedJourney> Newest => Look.Values;

    /// <summary>Every version that enrolls somebody, the same list as long as nothing was published.</summary>
    public IReadOnlyList<PublishedJourney> All { get; private set; } = [];

    /// <param name="read">A version; null when it cannot be read.</param>
    public static async Task<EnrollingJourneys> OfAsync(
        NewestReadable<PublishedJourney>.Snapshot look, Func<string, int, Task<PublishedJourney?>> read)
    {
        EnrollingJourneys found = new(look);
        foreach (TemplateHead head in look.Heads.Where(h => h.Rollout is { State: not RolloutState.Finished } && look.ById.ContainsKey(h.Id)))
        {
            // Where the version before cannot be read any more, nobody is forgotten: everybody gets the newest.
            if (await read(head.Id, head.Rollout!.BaseVersion) is { } before)
            {
                found.rollouts[head.Id] = (head.Rollout, before);
            }
        }

        found.All = found.rollouts.Count == 0 ? look.Values : [.. look.Values.SelectMany(j => found.rollouts.TryGetValue(j.Definition.Id, out var r) ? new[] { j, r.Before } : [j])];
        return found;
    }

    /// <summary>What enrolls the customer, a version of each journey.</summary>
    public IReadOnlyList<PublishedJourney> For(string customerId) =>
        rollouts.Count == 0 ? Newest : [.. Newest.Select(j => rollouts.TryGetValue(j.Definition.Id, out var r) && !Takes(j, r.Rollout, customerId) ? r.Before : j)];

    /// <summary>While the version that is rolled out cannot be read, nobody gets one that came between.</summary>
    private static bool Takes(PublishedJourney newest, Rollout rollout, string customerId) =>
        newest.Version == rollout.Version && rollout.Takes(newest.Definition.Id, customerId);
}
