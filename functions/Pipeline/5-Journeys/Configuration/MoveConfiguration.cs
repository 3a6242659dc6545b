using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Takes a shop's configuration out as files, and takes files in as drafts, for another shop or a later day.</summary>
public sealed class MoveConfiguration(PublishedFiles published, DraftStore drafts, JudgeDrafts judge, ShopSettings shop)
{
    private const int MarkLength = 26;

    /// <summary>All that is published, as a ZIP.</summary>
    /// <param name="settings">Settings that may be shown, as the text of their file; null to leave them out.</param>
    public async Task<byte[]> ExportAsync(string? settings, CancellationToken cancellationToken)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (PublishedFile file in await published.AllAsync(cancellationToken))
        {
            files[file.Path] = file.Text;
        }

        if (settings is not null)
        {
            files[ConfigurationTexts.SettingsPath] = settings;
        }

        return ConfigurationZip.Write(files);
    }

    /// <summary>What an import would change. Changes nothing.</summary>
    public async Task<ConfigurationPlan> PlanAsync(byte[] zip, CancellationToken cancellationToken)
    {
        ConfigurationTexts texts = ConfigurationZip.Read(zip);
        Dictionary<TemplateName, PublishedFile> here = (await published.AllAsync(cancellationToken)).ToDictionary(f => f.Name);
        Dictionary<TemplateName, Draft> written = (await drafts.AllAsync(cancellationToken)).ToDictionary(d => d.Name);
        List<TemplateFault> faults = [.. texts.Faults];
        Dictionary<TemplateName, ConfigurationFile> files = [];
        foreach ((string path, string text) in texts.Files.Where(f => f.Key != ConfigurationTexts.SettingsPath).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (NameOf(path, text) is not { IsPossible: true } name)
            {
                faults.Add(new TemplateFault(path, null, "its name is none of a template; write lower-case letters, digits and single hyphens"));
            }
            else if (!files.TryAdd(name, FileOf(name, path, text, here.GetValueOrDefault(name), written.GetValueOrDefault(name))))
            {
                faults.Add(new TemplateFault(path, null, $"another file is '{name.Name}' already; leave one of them"));
            }
        }

        ConfigurationFile[] taken = [.. files.Values.Where(f => f.State != ConfigurationFileState.Equal)];
        if (written.Keys.Union(taken.Select(f => f.Name)).Count() > DraftStore.CountMax)
        {
            faults.Add(new TemplateFault("ZIP", null, $"there would be more than {DraftStore.CountMax} drafts; publish or give up some, or take fewer files"));
        }

        JudgedDrafts judged = await judge.RunAsync([.. taken.Select(f => (f.Name, f.Text!))], cancellationToken);
        IEnumerable<ConfigurationFile> only = here.Values.Where(f => !files.ContainsKey(f.Name))
            .Select(f => new ConfigurationFile(f.Name, f.Path, ConfigurationFileState.OnlyHere, TemplateTitles.Of(f.Name, f.Text), null, f, null));
        return new ConfigurationPlan(
            MarkOf(zip, here.Values, written.Values),
            [.. files.Values.Concat(only).OrderBy(f => f.Name.Key, StringComparer.Ordinal)],
            judged,
            faults,
            texts.Ignored,
            texts.Files.GetValueOrDefault(ConfigurationTexts.SettingsPath));
    }

    /// <summary>Takes the files that are new or different as drafts; customers see nothing of them. Repeating it goes on where it was interrupted.</summary>
    /// <param name="mark">Of the plan that was looked at.</param>
    /// <param name="replaces">Whether it may take the place of what somebody is writing.</param>
    /// <param name="by">Who, as the shop calls them; null when they did not say.</param>
    public async Task<ImportOutcome> ImportAsync(byte[] zip, string mark, bool replaces, string? by, CancellationToken cancellationToken)
    {
        ConfigurationPlan plan = await PlanAsync(zip, cancellationToken);
        if (plan.Mark != mark)
        {
            return new ImportOutcome.Moved();
        }

        if (plan.Faults.Count > 0)
        {
            return new ImportOutcome.Refused(plan);
        }

        TemplateName[] replaced = [.. plan.Files.Where(f => f.ReplacesDraft).Select(f => f.Name)];
        if (replaced.Length > 0 && !replaces)
        {
            return new ImportOutcome.WouldReplace(replaced);
        }

        List<Draft> saved = [];
        foreach (ConfigurationFile file in plan.Taken)
        {
            if (file.Draft is { } same && same.Text == file.Text)
            {
                saved.Add(same);
            }
            else if (await drafts.SaveAsync(file.Name, file.Draft?.Tag, file.Text!, file.Published?.Hash, by, cancellationToken) is DraftChange.Saved draft)
            {
                saved.Add(draft.Draft);
            }
            else
            {
                return new ImportOutcome.Moved();
            }
        }

        return new ImportOutcome.Done(saved);
    }

    private static ConfigurationFile FileOf(TemplateName name, string path, string text, PublishedFile? here, Draft? draft)
    {
        ConfigurationFileState state = here is null ? ConfigurationFileState.Added : here.Text == text ? ConfigurationFileState.Equal : ConfigurationFileState.Changed;
        return new ConfigurationFile(name, path, state, TemplateTitles.Of(name, text), text, here, draft);
    }

    /// <summary>Journeys and models say themselves what they are called; one that cannot be read is called as its file.</summary>
    private TemplateName? NameOf(string path, string text)
    {
        if (TemplateName.TryFind(path, out TemplateName? name))
        {
            return name;
        }

        string file = System.IO.Path.GetFileNameWithoutExtension(path);
        return ConfigurationZip.TemplateOf(path) switch
        {
            TemplateKind.Rank => new TemplateName(TemplateKind.Rank, RankModelReader.Read(path, text).Value?.Id ?? file),
            { } kind => new TemplateName(kind, JourneyReader.Read(path, text, shop.RankModelId).Value?.Id ?? file),
            null => null,
        };
    }

    private static string MarkOf(byte[] zip, IEnumerable<PublishedFile> here, IEnumerable<Draft> written) => OpaqueId.Of(
        MarkLength,
        [
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(zip)),
            .. here.OrderBy(f => f.Name.Key, StringComparer.Ordinal).Select(f => f.Name.Key + f.Hash),
            .. written.OrderBy(d => d.Name.Key, StringComparer.Ordinal).Select(d => d.Name.Key + d.Tag),
        ]);
}
