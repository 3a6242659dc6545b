using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Which messages include which parts, drafts over what is published.</summary>
public sealed class PartUses(DraftStore drafts, PublishedFiles published)
{
    /// <summary>By the part's id: the messages and parts that include it, also through other parts; by kind and name.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<TemplateName>>> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> files = (await published.AllAsync(cancellationToken)).ToDictionary(f => f.Name.Path, f => f.Text, StringComparer.Ordinal);
        foreach (Draft draft in await drafts.AllAsync(cancellationToken))
        {
            files[draft.Name.Path] = draft.Text;
        }

        return Of(files);
    }

    /// <summary>The same of a set.</summary>
    /// <param name="files">Texts by path.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<TemplateName>> Of(IReadOnlyDictionary<string, string> files)
    {
        Dictionary<string, IReadOnlyList<TemplateName>> uses = new(StringComparer.Ordinal);
        foreach ((string path, string text) in files)
        {
            if (TemplateName.TryFind(path, out TemplateName? name))
            {
                foreach (string part in PartNames.Closure(text, id => files.GetValueOrDefault(PartNames.PathOf(id))))
                {
                    uses[part] = [.. uses.GetValueOrDefault(part) ?? [], name];
                }
            }
        }

        return uses.ToDictionary(u => u.Key, u => (IReadOnlyList<TemplateName>)[.. u.Value.OrderBy(n => n.Key, StringComparer.Ordinal)], StringComparer.Ordinal);
    }
}
