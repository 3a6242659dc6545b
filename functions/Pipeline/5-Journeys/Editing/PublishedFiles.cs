using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The files of the newest versions, as somebody finds them who begins to edit.</summary>
/// <remarks>Every journey holds its messages with it. Where journeys hold one message in different words, the words that were published
/// last count: the others come along with the next version of their journeys.</remarks>
public sealed class PublishedFiles(JourneyStore store)
{
    private readonly ConcurrentDictionary<string, (string Hash, TemplateSet Files)> known = new(StringComparer.Ordinal);

    /// <summary>All of them, by kind and name.</summary>
    public async Task<IReadOnlyList<PublishedFile>> AllAsync(CancellationToken cancellationToken)
    {
        Dictionary<TemplateName, PublishedFile> files = [];
        foreach (TemplateHead head in (await store.Journeys.HeadsAsync(cancellationToken)).OrderBy(h => h.PublishedAt).ThenBy(h => h.Id, StringComparer.Ordinal))
        {
            foreach ((string path, string text) in (await FilesAsync(store.Journeys, "journey", head, cancellationToken)).Files)
            {
                if (path == head.Path)
                {
                    Keep(files, new PublishedFile(TemplateName.OfJourney(head.Id, path), path, text, head.Version, head.PublishedAt, []));
                }
                else if (TemplateName.TryFind(path, out TemplateName? name))
                {
                    Keep(files, new PublishedFile(name, path, text, null, head.PublishedAt, [.. files.GetValueOrDefault(name)?.UsedBy ?? [], head.Id]));
                }
            }
        }

        foreach (TemplateHead head in await store.RankModels.HeadsAsync(cancellationToken))
        {
            foreach ((string path, string text) in (await FilesAsync(store.RankModels, "rank", head, cancellationToken)).Files)
            {
                Keep(files, new PublishedFile(new TemplateName(TemplateKind.Rank, head.Id), path, text, head.Version, head.PublishedAt, []));
            }
        }

        return [.. files.Values.OrderBy(f => f.Name.Key, StringComparer.Ordinal)];
    }

    /// <summary>All of them as one set.</summary>
    public async Task<TemplateSet> SetAsync(CancellationToken cancellationToken) =>
        new((await AllAsync(cancellationToken)).ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal));

    /// <summary>Folders that were published one after the other may call different journeys' files the same: then the id says where a file goes.</summary>
    private static void Keep(Dictionary<TemplateName, PublishedFile> files, PublishedFile file) =>
        files[file.Name] = files.Values.Any(f => f.Path == file.Path && f.Name != file.Name) ? file with { Path = file.Name.Path } : file;

    /// <summary>The file of that name; null when none was published.</summary>
    public async Task<PublishedFile?> FindAsync(TemplateName name, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(f => f.Name == name);

    /// <summary>The file as an older version holds it; null when there is no such version, or it has no such file.</summary>
    /// <param name="templateId">The journey or rank model whose version is meant.</param>
    public async Task<PublishedFile?> VersionAsync(TemplateName name, string templateId, int version, CancellationToken cancellationToken)
    {
        VersionedTemplates versions = name.Kind == TemplateKind.Rank ? store.RankModels : store.Journeys;
        if (await versions.FilesAsync(templateId, version, cancellationToken) is not { } files)
        {
            return null;
        }

        bool isOwn = name.Kind is TemplateKind.Journey or TemplateKind.Campaign or TemplateKind.Rank;
        string? path = isOwn ? files.Journeys.Concat(files.RankModels).FirstOrDefault() : name.Path;
        DateTimeOffset? at = await versions.PublishedAtAsync(templateId, version, cancellationToken);
        return path is not null && files.Files.TryGetValue(path, out string? text)
            ? new PublishedFile(name, path, text, isOwn ? version : null, at, isOwn ? [] : [templateId])
            : null;
    }

    /// <summary>A version never changes, so each is read once; of a template only the newest is kept.</summary>
    private async Task<TemplateSet> FilesAsync(VersionedTemplates versions, string kind, TemplateHead head, CancellationToken cancellationToken)
    {
        string key = $"{kind}:{head.Id}";
        string mark = $"{head.Version}:{head.Hash}";
        if (known.TryGetValue(key, out (string Hash, TemplateSet Files) before) && before.Hash == mark)
        {
            return before.Files;
        }

        TemplateSet files = await versions.FilesAsync(head.Id, head.Version, cancellationToken) ?? new TemplateSet(new Dictionary<string, string>());
        if (files.Hash() == head.Hash)
        {
            known[key] = (mark, files);
        }

        return files;
    }
}

/// <summary>A published file.</summary>
/// <param name="Path">In its set.</param>
/// <param name="Version">Of the journey or rank model; null for messages and frames, which have no version of their own.</param>
/// <param name="PublishedAt">When these words were published, on the shop clock, UTC; null where that was not kept.</param>
/// <param name="UsedBy">Ids of the journeys that send it, or have it around their e-mails; empty for journeys and models themselves.</param>
public sealed record PublishedFile(TemplateName Name, string Path, string Text, int? Version, DateTimeOffset? PublishedAt, IReadOnlyList<string> UsedBy)
{
    /// <summary>The same for the same words.</summary>
    public string Hash { get; } = HashOf(Text);

    /// <summary>SHA-256 of a text in UTF-8, lower-case hex.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
