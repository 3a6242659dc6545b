using System.IO.Compression;
using System.Text;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Journeys;

/// <summary>The files of a shop's configuration in one ZIP, as they lie in a folder of templates. Nothing of it is ever written to a disk.</summary>
public static class ConfigurationZip
{
    /// <summary>Most bytes of a ZIP.</summary>
    public const int BytesMax = 8 * 1024 * 1024;

    /// <summary>Most entries, folders included.</summary>
    public const int EntriesMax = 2000;

    /// <summary>Most bytes of all texts, unpacked.</summary>
    public const int TextBytesMax = 32 * 1024 * 1024;

    private const int FileBytesMax = 4 * Draft.TextLengthMax;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The same for the same files: no entry says when it was made.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> files)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, string text) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream content = entry.Open();
                content.Write(Utf8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    /// <summary>The texts by their paths, or what is wrong with the ZIP. A folder around everything is left out.</summary>
    /// <param name="bytes">At most <see cref="BytesMax"/>.</param>
    public static ConfigurationTexts Read(byte[] bytes)
    {
        try
        {
            using ZipArchive zip = new(new MemoryStream(bytes), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            return zip.Entries.Count > EntriesMax
                ? ConfigurationTexts.Refused($"the ZIP has more than {EntriesMax} entries; leave out what is no template")
                : Read(zip);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            return ConfigurationTexts.Refused("this is no ZIP that can be read; make it anew, without a password");
        }
    }

    private static ConfigurationTexts Read(ZipArchive zip)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        List<TemplateFault> faults = [];
        List<string> ignored = [];
        int left = TextBytesMax;
        ZipArchiveEntry[] entries = [.. zip.Entries.Where(e => !e.FullName.EndsWith('/') && !IsLeftBehind(e.FullName))];
        string root = RootOf(entries.Select(e => e.FullName));
        foreach (ZipArchiveEntry entry in entries)
        {
            string path = entry.FullName[root.Length..];
            if (FaultOf(entry, path, texts) is { } fault)
            {
                faults.Add(new TemplateFault(Shown(path), null, fault));
            }
            else if (!IsOfConfiguration(path))
            {
                ignored.Add(Shown(path));
            }
            else
            {
                (string text, int length, string? unreadable) = TextOf(entry, Math.Clamp(left, 0, FileBytesMax));
                left -= length;
                texts[path] = text;
                if (unreadable is not null)
                {
                    faults.Add(new TemplateFault(Shown(path), null, unreadable));
                }
            }
        }

        return new ConfigurationTexts(texts, ignored, faults);
    }

    /// <summary>A path that leads out of the folder belongs to nobody who means well (zip slip).</summary>
    private static string? FaultOf(ZipArchiveEntry entry, string path, Dictionary<string, string> texts) =>
        path.Length is 0 or > 200 || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal)
            || path.Any(char.IsControl) || path.Split('/').Any(p => p is "" or "." or "..") ? "its path leads out of the folder, or is none; take the files of a folder of templates"
        : entry.IsEncrypted ? "it is locked with a password; make the ZIP without one"
        : texts.ContainsKey(path) ? "it is in the ZIP twice; leave one of them"
        : null;

    /// <summary>What an entry says of its length is not believed.</summary>
    private static (string Text, int Length, string? Fault) TextOf(ZipArchiveEntry entry, int bytesMax)
    {
        using Stream content = entry.Open();
        byte[] buffer = new byte[bytesMax + 1];
        int length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length > bytesMax)
        {
            return ("", length, "it is too long, or all files together are");
        }

        try
        {
            string text = Utf8.GetString(buffer, 0, length).TrimStart('\ufeff');
            return (text, length, Draft.FaultOf(text));
        }
        catch (DecoderFallbackException)
        {
            return ("", length, "it is not UTF-8; save it as UTF-8");
        }
    }

    /// <summary>Whoever packs a folder has its name before each path.</summary>
    private static string RootOf(IEnumerable<string> paths)
    {
        string[] firsts = [.. paths.Select(p => p.IndexOf('/', StringComparison.Ordinal) is var at && at > 0 ? p[..(at + 1)] : "").Distinct()];
        return firsts is [{ Length: > 0 } only] && !TemplateFolders.Contains(only) && only is not ("../" or "./") ? only : "";
    }

    private static readonly string[] TemplateFolders = ["campaigns/", "journeys/", "line/", "messages/", "parts/", "ranks/", "schema/"];

    private static bool IsOfConfiguration(string path) => path == ConfigurationTexts.SettingsPath || TemplateOf(path) is not null || TemplateName.TryFind(path, out _);

    /// <summary>The kind of a file that says itself what it is called.</summary>
    internal static TemplateKind? TemplateOf(string path) => path.Split('/') is [var folder, var name] && name.EndsWith(".yaml", StringComparison.Ordinal)
        ? folder switch
        {
            "journeys" => TemplateKind.Journey,
            "campaigns" => TemplateKind.Campaign,
            "ranks" => TemplateKind.Rank,
            _ => null,
        }
        : null;

    /// <summary>What file managers leave behind.</summary>
    private static bool IsLeftBehind(string path) =>
        path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.Split('/')[^1] is ['.', ..] or "Thumbs.db" or "desktop.ini";

    private static string Shown(string path) => new([.. path.Where(c => !char.IsControl(c)).Take(200)]);
}

/// <summary>The texts of a ZIP.</summary>
/// <param name="Files">By path: those of templates, and the settings.</param>
/// <param name="Ignored">Paths of files that are neither.</param>
public sealed record ConfigurationTexts(IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Ignored, IReadOnlyList<TemplateFault> Faults)
{
    /// <summary>Where the settings lie.</summary>
    public const string SettingsPath = "settings.json";

    internal static ConfigurationTexts Refused(string why) => new(new Dictionary<string, string>(), [], [new TemplateFault("ZIP", null, why)]);
}
