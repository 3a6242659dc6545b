using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Carries the roll-outs of a shop into a trial of its journeys, so that there, too, the customer decides which version they get.</summary>
public sealed class TrialVersions(JourneyStore store, JourneyLibrary journeys, Clocks clocks)
{
    /// <summary>Of the shop: journeys whose newest version does not enroll everybody in the way that is chosen. None where everybody is to get the newest.</summary>
    public async Task<IReadOnlyList<RolledOut>> OpenAsync(TrialVersionChoice choice, CancellationToken cancellationToken)
    {
        List<RolledOut> found = [];
        foreach (TemplateHead head in choice == TrialVersionChoice.Newest ? [] : await store.Journeys.HeadsAsync(cancellationToken))
        {
            if (head.Rollout is { State: not RolloutState.Finished } rollout
                && await journeys.FindAsync(head.Id, rollout.BaseVersion, cancellationToken) is not null  // else everybody gets the newest, as live
                && await store.Journeys.FilesAsync(head.Id, head.Version, cancellationToken) is { } newest
                && await store.Journeys.FilesAsync(head.Id, rollout.BaseVersion, cancellationToken) is { } before)
            {
                Rollout wanted = choice == TrialVersionChoice.Before ? rollout with { State = RolloutState.Stopped } : rollout;
                found.Add(new RolledOut(head with { Rollout = wanted }, newest, before));
            }
        }

        return found;
    }

    /// <summary>Of the trial, before anything is published in it: takes over those whose newest version is among the templates. Of a draft it is not:
    /// that is for everybody.</summary>
    /// <returns>What remains to be published.</returns>
    public async Task<TemplateSet> TakeAsync(TemplateSet templates, IReadOnlyList<RolledOut> rollouts, CancellationToken cancellationToken)
    {
        List<string> taken = [];
        foreach (RolledOut each in rollouts)
        {
            string text = each.Newest.Files[each.Newest.Journeys.First()];
            if (templates.Journeys.FirstOrDefault(p => templates.Files[p] == text) is not { } path)
            {
                continue;
            }

            taken.Add(path);
            TemplateHead head = each.Head with { PublishedAt = clocks.Shop.GetUtcNow() };
            foreach (EntityChange[] part in store.Journeys.CopyOf(head, each.Newest, each.Before).Chunk(EntityLimits.BatchMax))
            {
                await store.AddAsync(part, cancellationToken);
            }
        }

        journeys.Forget();
        return templates.Without(taken);
    }
}

/// <summary>A journey whose newest version is rolled out.</summary>
/// <param name="Head">With the roll-out as it stands.</param>
/// <param name="Newest">The files of the newest version.</param>
/// <param name="Before">Those of the version that the others get.</param>
public sealed record RolledOut(TemplateHead Head, TemplateSet Newest, TemplateSet Before);

/// <summary>Who gets which version of a journey that is rolled out, in a trial.</summary>
public enum TrialVersionChoice
{
    /// <summary>As now in the shop: the same customers get the same version.</summary>
    Live,

    /// <summary>Everybody the newest.</summary>
    Newest,

    /// <summary>Everybody the version before.</summary>
    Before,
}
