using System.Text;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.App.Templates;

/// <summary>The templates that come with the product, and files of the same kinds that a user names.</summary>
/// <param name="root">The folder that holds <c>ranks/</c> and the other kinds.</param>
public sealed class TemplateFolder(string root)
{
    // A name with replacement characters must not get in.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] Kinds = ["campaigns", "journeys", "line", "messages", "parts", "ranks"];

    // Others are what editors and file managers leave behind. With .yml comes the hint that it should be .yaml.
    private static readonly string[] Endings = [".yaml", ".yml", ".md", ".html", ".txt"];

    /// <summary>Of rich menus. One that is much too large is read as far as shows that.</summary>
    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg"];

    /// <summary>The folder beside the program.</summary>
    public static TemplateFolder Shipped { get; } = new(Path.Combine(AppContext.BaseDirectory, "templates"));

    /// <summary>Whether the folder has any of the folders that templates lie in.</summary>
    public bool HasTemplates => Kinds.Any(k => Directory.Exists(Path.Combine(root, k)));

    /// <summary>Ids of the rank models in the folder, alphabetical.</summary>
    public IReadOnlyList<string> RankModelIds =>
        [.. Directory.EnumerateFiles(Path.Combine(root, "ranks"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>Journeys with their messages, parts and rank models, ready to be published.</summary>
    /// <exception cref="IOException">A file cannot be read, or is not UTF-8.</exception>
    public TemplateSet ReadSet()
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        Dictionary<string, byte[]> pictures = new(StringComparer.Ordinal);
        foreach (string kind in Kinds)
        {
            string folder = Path.Combine(root, kind);
            foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
            {
                string name = Path.GetFileName(file);
                if (Endings.Contains(Path.GetExtension(name)) && !name.StartsWith('.'))
                {
                    files[$"{kind}/{name}"] = ReadText(file);
                }
                else if (kind == "line" && PictureEndings.Contains(Path.GetExtension(name).ToLowerInvariant()) && !name.StartsWith('.'))
                {
                    pictures[$"{kind}/{name}"] = ReadPicture(file);
                }
            }
        }

        return new TemplateSet(files) { Pictures = pictures };
    }

    private static byte[] ReadPicture(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] bytes = new byte[Math.Min(stream.Length, MenuPicture.BytesMax + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>One file.</summary>
    /// <exception cref="IOException">It cannot be read, or is not UTF-8.</exception>
    internal static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file, Utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new IOException($"{file}: the file is not UTF-8; save it as UTF-8", e);
        }
    }

    /// <summary>The model of that name, else of that file. A name wins over a file that happens to be called the same.</summary>
    public TemplateReading<RankModel> ReadRankModel(string nameOrFile)
    {
        string path = RankModelIds.Contains(nameOrFile) ? Path.Combine(root, "ranks", nameOrFile + ".yaml") : nameOrFile;
        if (!File.Exists(path))
        {
            return Refused(nameOrFile, $"there is no such rank model; write one of {string.Join(", ", RankModelIds)}, or the path of a YAML file");
        }

        try
        {
            return RankModelReader.Read(nameOrFile, File.ReadAllText(path, Utf8));
        }
        catch (DecoderFallbackException)
        {
            return Refused(nameOrFile, "the file is not UTF-8; save it as UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(nameOrFile, $"the file cannot be read: {e.Message}");
        }
    }

    private static TemplateReading<RankModel> Refused(string file, string message) => new(null, [new TemplateFault(file, null, message)]);
}
