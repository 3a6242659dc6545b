using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>Template files as one reads them from a folder or from the store.</summary>
/// <param name="Files">Texts by path below the folder, with slashes: <c>journeys/thank-you.yaml</c>, <c>messages/thank-you.email.md</c>,
/// <c>parts/signature.md</c>, <c>ranks/six-rank.yaml</c>.</param>
public sealed record TemplateSet(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The frame of all e-mails.</summary>
    public const string LayoutHtml = "messages/_layout.html";

    /// <summary>The frame of their plain text.</summary>
    public const string LayoutText = "messages/_layout.txt";

    /// <summary>The rich menus of LINE.</summary>
    public const string RichMenus = LineFolder + "richmenus.yaml";

    /// <summary>Where they and their pictures lie.</summary>
    public const string LineFolder = "line/";

    /// <summary>By path, those that lie among the files: <c>line/member.png</c>. No text, and not part of <see cref="Hash"/>.</summary>
    public IReadOnlyDictionary<string, byte[]> Pictures { get; init; } = FrozenDictionary<string, byte[]>.Empty;

    /// <summary>Paths of the journeys, ordinal: those of campaigns, which begin once on a day of the calendar, first.</summary>
    public IEnumerable<string> Journeys => YamlUnder("campaigns/").Concat(YamlUnder("journeys/"));

    /// <summary>Paths of the rank models, ordinal.</summary>
    public IEnumerable<string> RankModels => YamlUnder("ranks/");

    /// <summary>That one file.</summary>
    public TemplateSet Only(string path) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [path] = Files[path] });

    /// <summary>All but those files.</summary>
    public TemplateSet Without(IEnumerable<string> paths) => this with { Files = Files.ExceptBy(paths, f => f.Key).ToDictionary(StringComparer.Ordinal) };

    /// <summary>The same for the same contents, whatever the order of the files: SHA-256, lower-case hex.</summary>
    public string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string path, string text) in Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            // Lengths keep the end of one part from passing for the beginning of the next.
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(Encoding.UTF8.GetBytes($"{path.Length}:{path}{bytes.Length}:"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private IEnumerable<string> YamlUnder(string folder) => Files.Keys
        .Where(f => f.StartsWith(folder, StringComparison.Ordinal) && f.EndsWith(".yaml", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
