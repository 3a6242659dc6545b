using FollowUpFlows.Tests.Fast.Support;

namespace FollowUpFlows.Tests.Contract.Infra.Bicep;

/// <summary>The Bicep files of <c>infra/</c>, as they are or with one of them altered.</summary>
internal sealed class BicepTree(IReadOnlyList<BicepFile> files)
{
    public const string Main = "main.bicep";

    public IReadOnlyList<BicepFile> Files { get; } = files;

    public BicepFile File(string path) => Files.Single(f => f.Path == path);

    public static Task<BicepTree> ReadAsync() => OfAsync(Texts());

    /// <summary>The files with one place of one of them replaced.</summary>
    /// <exception cref="ArgumentException">The file has no such place, or several: the case proves nothing.</exception>
    public static Task<BicepTree> AlteredAsync(string path, string place, string replacement)
    {
        Dictionary<string, string> texts = Texts();
        if (texts[path].Split(place).Length != 2)
        {
            throw new ArgumentException($"'{place}' must stand once in {path}", nameof(place));
        }

        texts[path] = texts[path].Replace(place, replacement, StringComparison.Ordinal);
        return OfAsync(texts);
    }

    private static async Task<BicepTree> OfAsync(Dictionary<string, string> texts)
    {
        string[] paths = [.. texts.Keys.Order(StringComparer.Ordinal)];
        IReadOnlyList<BicepNode> trees = await BicepTool.ParseAsync([.. paths.Select(p => texts[p])]);
        return new BicepTree([.. paths.Zip(trees, (p, t) => new BicepFile(p, t))]);
    }

    private static Dictionary<string, string> Texts()
    {
        string folder = Repository.PathOf("infra");
        return Directory.EnumerateFiles(folder, "*.bicep", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), System.IO.File.ReadAllText, StringComparer.Ordinal);
    }
}
