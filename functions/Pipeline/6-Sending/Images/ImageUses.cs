using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>Which messages show an image: those that are published, those that somebody writes, and those of older versions in which
/// customers are still inside.</summary>
public sealed class ImageUses(DraftStore drafts, PublishedFiles published, JourneyStore store, CountInside inside)
{
    /// <summary>By kind and name; of a part, the part itself.</summary>
    public async Task<IReadOnlyList<TemplateName>> OfAsync(string hash, CancellationToken cancellationToken)
    {
        HashSet<TemplateName> uses = [];
        uses.UnionWith((await published.AllAsync(cancellationToken)).Where(f => Shows(f.Text, hash)).Select(f => f.Name));
        uses.UnionWith((await drafts.AllAsync(cancellationToken)).Where(d => Shows(d.Text, hash)).Select(d => d.Name));
        foreach (JourneyCount count in (await inside.RunAsync(cancellationToken)).Value)
        {
            TemplateSet? files = await store.Journeys.FilesAsync(count.JourneyId, count.Version, cancellationToken);
            foreach ((string path, string text) in files?.Files ?? new Dictionary<string, string>())
            {
                if (Shows(text, hash) && TemplateName.TryFind(path, out TemplateName? name))
                {
                    uses.Add(name);
                }
            }
        }

        return [.. uses.OrderBy(u => u.Key, StringComparer.Ordinal)];
    }

    private static bool Shows(string text, string hash) => text.Contains(hash, StringComparison.Ordinal);
}
