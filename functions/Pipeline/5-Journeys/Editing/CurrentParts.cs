using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The parts of messages as somebody finds them who writes one: drafts over what is published.</summary>
public sealed class CurrentParts(DraftStore drafts, PublishedFiles published)
{
    /// <summary>All of them.</summary>
    public async Task<MessageParts> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> files = (await published.AllAsync(cancellationToken))
            .Where(f => f.Name.Kind == TemplateKind.Part)
            .ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal);
        foreach (Draft draft in (await drafts.AllAsync(cancellationToken)).Where(d => d.Name.Kind == TemplateKind.Part))
        {
            files[draft.Name.Path] = draft.Text;
        }

        return new MessageParts(files);
    }
}
