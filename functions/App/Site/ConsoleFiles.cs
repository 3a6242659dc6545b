using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace FollowUpFlows.App.Site;

/// <summary>The built console, which lies beside the program. Only what was there when the program started is served.</summary>
internal sealed class ConsoleFiles
{
    public const string FolderName = "console";
    private const string StartPage = "index.html";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
    };

    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SiteFile> read = new(StringComparer.Ordinal);

    /// <param name="folder">May be missing: then there is no console.</param>
    public ConsoleFiles(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => Types.ContainsKey(Path.GetExtension(p))))
        {
            paths['/' + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')] = path;
        }
    }

    /// <summary>Beside the program.</summary>
    public static ConsoleFiles Shipped => new(Path.Combine(AppContext.BaseDirectory, FolderName));

    /// <summary>The page in which the console runs; null when the console was not built.</summary>
    public SiteFile? Page => Find('/' + StartPage);

    /// <summary>The file at the address; null when there is none. An address that climbs out of the folder is none.</summary>
    public SiteFile? Find(string path) => paths.TryGetValue(path, out string? file) ? read.GetOrAdd(path, _ => Read(file)) : null;

    private static SiteFile Read(string path)
    {
        byte[] plain = File.ReadAllBytes(path);
        return new SiteFile(Types[Path.GetExtension(path)], $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"", plain, Packed(path, ".br"), Packed(path, ".gz"));
    }

    private static byte[]? Packed(string path, string ending) => File.Exists(path + ending) ? File.ReadAllBytes(path + ending) : null;
}

/// <summary>A file of the console.</summary>
/// <param name="ETag">Of its plain bytes, with the quotes.</param>
/// <param name="Brotli">Null when packing does not make it smaller; so is <paramref name="Gzip"/>.</param>
internal sealed record SiteFile(string Type, string ETag, byte[] Plain, byte[]? Brotli, byte[]? Gzip);
