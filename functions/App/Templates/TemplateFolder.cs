using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.App.Templates;

/// <summary>The templates that come with the product, and files of the same kinds that a user names.</summary>
/// <param name="root">The folder that holds <c>ranks/</c> and the other kinds.</param>
public sealed class TemplateFolder(string root)
{
    /// <summary>The folder beside the program.</summary>
    public static TemplateFolder Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "templates"));

    /// <summary>Ids of the rank models in the folder, alphabetical.</summary>
    public IReadOnlyList<string> RankModelIds =>
        [.. Directory.EnumerateFiles(Path.Combine(root, "ranks"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>The model of that name, else of that file. A name wins over a file that happens to be called the same.</summary>
    public TemplateReading<RankModel> ReadRankModel(string nameOrFile)
    {
        string path = RankModelIds.Contains(nameOrFile) ? Path.Combine(root, "ranks", nameOrFile + ".yaml") : nameOrFile;
        if (File.Exists(path))
        {
            return RankModelReader.Read(nameOrFile, File.ReadAllText(path));
        }

        string message = $"there is no such rank model; write one of {string.Join(", ", RankModelIds)}, or the path of a YAML file";
        return new TemplateReading<RankModel>(null, [new TemplateFault(nameOrFile, 1, message)]);
    }
}
