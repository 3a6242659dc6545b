using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>The rich menus with their pictures: what is published and kept as one.</summary>
/// <param name="Files">The menus' own file, and in place of each picture what is known of it.</param>
/// <param name="Pictures">By hash.</param>
public sealed record RichMenuBundle(RichMenuSet Menus, TemplateSet Files, IReadOnlyDictionary<string, byte[]> Pictures)
{
    /// <summary>As what all menus of a shop are published.</summary>
    public const string Id = "line";

    /// <summary>Reads the menus out of a folder's files.</summary>
    /// <param name="mainModelId">Of rules that name no rank model.</param>
    /// <returns>Null when the set has no menus; else the bundle, or every fault of all of its files.</returns>
    public static TemplateReading<RichMenuBundle>? Read(TemplateSet set, string mainModelId)
    {
        if (!set.Files.TryGetValue(TemplateSet.RichMenus, out string? text))
        {
            return null;
        }

        Dictionary<string, MenuPicture> known = new(StringComparer.Ordinal);
        List<(string Name, string Path, string Fault)> bad = [];
        foreach ((string path, byte[] bytes) in set.Pictures)
        {
            string name = path[TemplateSet.LineFolder.Length..];
            (MenuPicture? picture, string? fault) = MenuPicture.Read(bytes);
            if (picture is not null)
            {
                known[name] = picture;
            }
            else
            {
                bad.Add((name, path, fault!));
            }
        }

        TemplateFile file = new(TemplateSet.RichMenus);
        RichMenuReader reader = new(file, known, mainModelId);
        RichMenuSet? menus = reader.Read(text, "");
        TemplateFault[] faults = [.. file.Faults, .. bad.Where(b => reader.Used.Contains(b.Name)).Select(b => new TemplateFault(b.Path, null, b.Fault))];
        if (menus is null || faults.Length > 0)
        {
            return new TemplateReading<RichMenuBundle>(null, faults);
        }

        TemplateSet files = FilesOf(text, reader.Used.ToDictionary(n => TemplateSet.LineFolder + n, n => known[n], StringComparer.Ordinal));
        Dictionary<string, byte[]> pictures = reader.Used
            .DistinctBy(n => known[n].Hash)
            .ToDictionary(n => known[n].Hash, n => set.Pictures[TemplateSet.LineFolder + n], StringComparer.Ordinal);
        return new TemplateReading<RichMenuBundle>(new RichMenuBundle(menus with { Hash = files.Hash() }, files, pictures), []);
    }

    /// <summary>Reads the menus out of the files of a version.</summary>
    public static TemplateReading<RichMenuSet> ReadKept(TemplateSet files, string mainModelId)
    {
        Dictionary<string, MenuPicture> known = files.Files
            .Select(f => (f.Key, Picture: MenuPicture.Parse(f.Value)))
            .Where(p => p.Picture is not null)
            .ToDictionary(p => p.Key[TemplateSet.LineFolder.Length..], p => p.Picture!, StringComparer.Ordinal);
        TemplateFile file = new(TemplateSet.RichMenus);
        RichMenuSet? menus = new RichMenuReader(file, known, mainModelId).Read(files.Files.GetValueOrDefault(TemplateSet.RichMenus, ""), files.Hash());
        return new TemplateReading<RichMenuSet>(menus, file.Faults);
    }

    private static TemplateSet FilesOf(string text, Dictionary<string, MenuPicture> pictures)
    {
        Dictionary<string, string> files = pictures.ToDictionary(p => p.Key, p => p.Value.ToText(), StringComparer.Ordinal);
        files[TemplateSet.RichMenus] = text;
        return new TemplateSet(files);
    }
}
