using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>What would be published, and what is to be said of it, before anybody publishes.</summary>
public sealed class JudgeDrafts(PublishedFiles published, PublishJourneys publish)
{
    /// <summary>Lays texts over what is published, and judges what that changes.</summary>
    /// <param name="texts">Each file once.</param>
    public Task<JudgedDrafts> RunAsync(IReadOnlyList<(TemplateName Name, string Text)> texts, CancellationToken cancellationToken) => RunAsync(texts, isWhole: false, cancellationToken);

    /// <summary>The same with everything that stays as it is in the set.</summary>
    public Task<JudgedDrafts> WholeAsync(IReadOnlyList<(TemplateName Name, string Text)> texts, CancellationToken cancellationToken) => RunAsync(texts, isWhole: true, cancellationToken);

    private async Task<JudgedDrafts> RunAsync(IReadOnlyList<(TemplateName Name, string Text)> texts, bool isWhole, CancellationToken cancellationToken)
    {
        IReadOnlyList<PublishedFile> before = await published.AllAsync(cancellationToken);
        Dictionary<TemplateName, PublishedFile> known = before.ToDictionary(f => f.Name);
        Dictionary<string, TemplateName> changed = new(StringComparer.Ordinal);
        Dictionary<string, string> files = before.Where(f => isWhole || f.Version is null).ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal);
        HashSet<string> touched = new(StringComparer.Ordinal);
        foreach ((TemplateName name, string text) in texts)
        {
            PublishedFile? old = known.GetValueOrDefault(name);
            string path = old?.Path ?? name.Path;
            changed[path] = name;
            files[path] = text;
            touched.UnionWith(old?.UsedBy ?? []);
        }

        // Journeys whose messages change get a version with them.
        foreach (PublishedFile journey in before.Where(f => f.Version is not null && touched.Contains(f.Name.Name) && f.Name.Kind != TemplateKind.Rank))
        {
            files.TryAdd(journey.Path, journey.Text);
        }

        TemplateSet set = new(files);
        CheckedTemplates judged = await publish.CheckAsync(set, cancellationToken);
        IEnumerable<TemplateFinding> findings =
        [
            .. judged.Findings.Where(f => f.Rule != UnusedFiles.Rule || changed.ContainsKey(f.File)),
            .. Renamed(judged, changed).Concat(Unsent(set, judged, changed)).Select(f => new TemplateFinding(LintSeverity.Fault, TemplateFinding.FormRule, f.File, f.Line, null, f.Message)),
        ];
        Dictionary<string, TemplateName> names = before.ToDictionary(f => f.Path, f => f.Name, StringComparer.Ordinal);
        foreach ((string path, TemplateName name) in changed)
        {
            names[path] = name;
        }

        return new JudgedDrafts(set, judged, [.. findings.Distinct()], names);
    }

    /// <summary>An id is kept for ever: a file that changed it would begin something new, and leave what was there without an end.</summary>
    private static IEnumerable<TemplateFault> Renamed(CheckedTemplates judged, Dictionary<string, TemplateName> changed)
    {
        IEnumerable<(string Path, string Id)> read = judged.Journeys.Select(j => (j.Path, j.Bundle.Definition.Id)).Concat(judged.Models.Select(m => (m.Path, m.Model.Id)));
        return read.Where(r => changed.TryGetValue(r.Path, out TemplateName? name) && name.Name != r.Id)
            .Select(r => new TemplateFault(r.Path, null, $"'id' must stay '{changed[r.Path].Name}', not '{r.Id}'; an id is kept for ever, so begin a new file for something new"));
    }

    /// <summary>Messages that no journey sends yet, and parts that none of those include, are read all the same.</summary>
    private static IEnumerable<TemplateFault> Unsent(TemplateSet set, CheckedTemplates judged, Dictionary<string, TemplateName> changed)
    {
        MessageParts parts = new(set.Files);
        HashSet<string> read = [.. judged.Journeys.SelectMany(j => j.Bundle.Files.Files.Keys)];
        foreach ((string path, TemplateName name) in changed.Where(c => !read.Contains(c.Key)))
        {
            IReadOnlyList<TemplateFault> faults = name.Kind switch
            {
                TemplateKind.Email => MessageReader.ReadEmail(path, set.Files[path], parts).Faults,
                TemplateKind.Line => MessageReader.ReadLine(path, set.Files[path], parts).Faults,
                TemplateKind.Part => parts.Read(name.Name)!.Faults,
                _ => [],
            };
            foreach (TemplateFault fault in faults)
            {
                yield return fault;
            }
        }
    }
}

/// <summary>Texts over what is published.</summary>
/// <param name="Set">What would be published: the journeys and models that change, and all messages there are.</param>
/// <param name="Templates">The set as it was read.</param>
/// <param name="Findings">What is to be said of the changes.</param>
/// <param name="Names">Of files, by path.</param>
public sealed record JudgedDrafts(
    TemplateSet Set, CheckedTemplates Templates, IReadOnlyList<TemplateFinding> Findings, IReadOnlyDictionary<string, TemplateName> Names);
