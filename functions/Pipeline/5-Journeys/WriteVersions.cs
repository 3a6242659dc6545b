using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Writes the versions of one publication: in one batch, all or none, where they fit into it; else each in its own, and what was
/// interrupted is completed by publishing again.</summary>
internal sealed class WriteVersions(JourneyStore store, DateTimeOffset publishedAt, PublicationNote? note)
{
    private const int LengthMax = 500_000;  // as Azure is asked, six bytes for a character: below four mebibytes with all that is around them

    private readonly List<TemplateFault> faults = [];
    private readonly HashSet<NewVersion> refused = [];

    /// <summary>Why some were not written.</summary>
    public IReadOnlyList<TemplateFault> Faults => faults;

    /// <param name="versions">In the order in which they may be seen.</param>
    public async Task RunAsync(IReadOnlyList<NewVersion> versions, CancellationToken cancellationToken)
    {
        List<NewVersion> left = [.. versions.Where(v => v.IsNew)];
        while (left.Count > 0)
        {
            EntityChange[] changes = [.. left.SelectMany(ChangesOf)];
            if (changes.Length > EntityLimits.BatchMax || left.Sum(v => v.Files.Files.Values.Sum(t => (long)t.Length)) > LengthMax)
            {
                await EachAsync(left, cancellationToken);
                return;
            }

            if (await store.AddAsync(changes, cancellationToken))
            {
                return;
            }

            int before = left.Count;
            left = await StillToWriteAsync(left, cancellationToken);
            if (faults.Count > 0)
            {
                refused.UnionWith(left);
                return;
            }

            if (left.Count == before)
            {
                left.ForEach(Refuse);
                return;
            }
        }
    }

    /// <summary>Those of them that stand now.</summary>
    public List<PublishedVersion> Of(IEnumerable<NewVersion> versions) =>
        [.. versions.Where(v => !refused.Contains(v)).Select(v => new PublishedVersion(v.Id, (v.Known?.Version ?? 0) + (v.IsNew ? 1 : 0), v.IsNew))];

    private async Task EachAsync(List<NewVersion> versions, CancellationToken cancellationToken)
    {
        foreach (NewVersion version in versions)
        {
            if (!await store.AddAsync(ChangesOf(version), cancellationToken) && (await StillToWriteAsync([version], cancellationToken)).Count > 0)
            {
                Refuse(version);
            }
        }
    }

    /// <summary>Somebody else was faster, perhaps with the very same files: another instance that seeds the same store.</summary>
    private async Task<List<NewVersion>> StillToWriteAsync(List<NewVersion> versions, CancellationToken cancellationToken)
    {
        List<NewVersion> left = [];
        foreach (NewVersion version in versions)
        {
            TemplateHead? now = (await version.Templates.HeadsAsync(cancellationToken)).FirstOrDefault(h => h.Id == version.Id);
            if (now?.ETag == version.Known?.ETag)
            {
                left.Add(version);
            }
            else if (now?.Hash != version.Files.Hash())
            {
                Refuse(version);
            }
        }

        return left;
    }

    private void Refuse(NewVersion version)
    {
        if (refused.Add(version))
        {
            faults.Add(new TemplateFault(version.Path, null, $"somebody else published the {version.Kind} '{version.Id}' just now; look at their version, then publish again"));
        }
    }

    private IReadOnlyList<EntityChange> ChangesOf(NewVersion version) =>
        version.Templates.ChangesOf(version.Id, version.Files, version.Path, version.Known, publishedAt, note, version.Way);
}

/// <summary>A template that is to be published.</summary>
/// <param name="Kind">For people.</param>
/// <param name="Path">Of its own file.</param>
/// <param name="Known">Its newest version so far; null when it is new.</param>
/// <param name="IsNew">Whether that one has other files.</param>
internal sealed record NewVersion(string Kind, VersionedTemplates Templates, string Id, string Path, TemplateSet Files, TemplateHead? Known, bool IsNew)
{
    /// <summary>How customers get it.</summary>
    public PublicationWay Way { get; init; } = PublicationWay.AtOnce;
}

/// <summary>How new versions of journeys reach customers.</summary>
/// <param name="Stages">In which those get it who enter; null for everybody at once.</param>
/// <param name="MovesInside">Whether those inside older versions go on in the new one; not together with stages. Else they go through to the end of theirs.</param>
public sealed record PublicationWay(RolloutPlan? Stages, bool MovesInside)
{
    /// <summary>Everybody who enters gets it, and those inside stay in theirs.</summary>
    public static PublicationWay AtOnce { get; } = new(null, false);
}
