using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Reads the file of rich menus. Whether the ranks that it names exist, publication says.</summary>
/// <param name="pictures">By name, those that lie beside the file and can be used.</param>
/// <param name="mainModelId">Of rules that name no rank model.</param>
internal sealed class RichMenuReader(TemplateFile file, IReadOnlyDictionary<string, MenuPicture> pictures, string mainModelId)
{
    public const int IdLengthMax = 40;
    public const int ChatBarTextMax = 14;
    public const int AreasMax = 20;

    /// <summary>LINE takes 1,000 in an account, with those of LINE's manager.</summary>
    public const int MenusMax = 50;

    /// <summary>300 with the mark.</summary>
    public const int NameMax = 300 - RichMenu.MarkLength;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>Pictures that some menu names, whether they can be used or not.</summary>
    public IReadOnlySet<string> Used => used;

    /// <returns>Null when there are faults.</returns>
    public RichMenuSet? Read(string text, string hash)
    {
        if (file.Parse(text) is not { } root)
        {
            return null;
        }

        IReadOnlyList<TemplateMap> maps = root.MapList("menus");
        if (!root.Has("menus"))
        {
            root.RefuseAt(root.Line, "'menus' is missing; 'menus: []' takes all menus away");
        }
        else if (maps.Count > MenusMax)
        {
            root.Refuse("menus", $"{maps.Count} menus; no more than {MenusMax} are taken");
        }

        List<(string Id, RichMenu? Menu)> menus = [];
        foreach (TemplateMap map in maps)
        {
            menus.Add(ReadMenu(map, menus));
        }

        HashSet<string> ids = [.. menus.Select(m => m.Id)];
        List<RichMenuRule> rules = [.. root.MapList("show").Select(m => ReadRule(m, ids)).OfType<RichMenuRule>()];
        string? defaultId = root.OptionalText("default");
        if (defaultId is not null && !ids.Contains(defaultId))
        {
            root.Refuse("default", NoMenu(defaultId));
        }

        RefuseUnseen(maps, menus, rules, defaultId);
        root.RefuseOtherKeys();
        return file.Faults.Count == 0 ? new RichMenuSet([.. menus.Select(m => m.Menu!)], rules, defaultId, hash) : null;
    }

    private (string Id, RichMenu? Menu) ReadMenu(TemplateMap map, List<(string Id, RichMenu? Menu)> before)
    {
        string id = map.RequiredText("id");
        if (id.Length > 0 && !TemplateIds.IsId(id, IdLengthMax))
        {
            map.Refuse("id", $"'id' must be lower-case letters, digits and hyphens, up to {IdLengthMax}, not '{id}'");
        }
        else if (before.Any(m => m.Id == id))
        {
            map.Refuse("id", $"there is another menu '{id}' above");
        }

        string name = Words(map, "name", NameMax);
        string chatBarText = Words(map, "chatBarText", ChatBarTextMax);
        bool isOpen = map.Word("open", new Dictionary<string, bool?> { ["true"] = true, ["false"] = false }) == true;
        MenuPicture? picture = ReadPicture(map);
        JsonArray areas = new RichMenuAreas(map, picture).Read();
        map.RefuseOtherKeys();
        return (id, picture is null ? null : Menu(id, name, picture, new JsonObject
        {
            ["size"] = new JsonObject { ["width"] = picture.Width, ["height"] = picture.Height },
            ["selected"] = isOpen,
            ["name"] = name,
            ["chatBarText"] = chatBarText,
            ["areas"] = areas,
        }));
    }

    private static RichMenu Menu(string id, string name, MenuPicture picture, JsonObject body)
    {
        byte[] all = Encoding.UTF8.GetBytes(body.ToJsonString(Json) + picture.Hash);
        string hash = Convert.ToHexStringLower(SHA256.HashData(all));
        body["name"] = name + RichMenu.MarkOf(hash);
        return new RichMenu(id, body.ToJsonString(Json), hash, picture);
    }

    private MenuPicture? ReadPicture(TemplateMap map)
    {
        string name = map.RequiredText("picture");
        if (name.Length == 0)
        {
            return null;
        }

        used.Add(name);
        if (!pictures.TryGetValue(name, out MenuPicture? picture))
        {
            map.Refuse("picture", $"there is no picture '{name}' beside this file that could be used; it must be a PNG or JPEG");
        }

        return picture;
    }

    private RichMenuRule? ReadRule(TemplateMap map, HashSet<string> ids)
    {
        string menuId = map.RequiredText("menu");
        if (menuId.Length > 0 && !ids.Contains(menuId))
        {
            map.Refuse("menu", NoMenu(menuId));
        }

        TemplateMap? rank = map.OptionalMap("rank");
        if (!map.Has("rank"))
        {
            map.RefuseAt(map.Line, "'rank' is missing; write the menu of everybody else as 'default'");
        }

        map.RefuseOtherKeys();
        return rank is null ? null : new RichMenuRule(menuId, RankGateReader.Read(rank, mainModelId), map.Line);
    }

    /// <summary>Mostly a name that is not quite right.</summary>
    private void RefuseUnseen(IReadOnlyList<TemplateMap> maps, List<(string Id, RichMenu? Menu)> menus, List<RichMenuRule> rules, string? defaultId)
    {
        foreach ((int index, (string id, _)) in menus.Index())
        {
            if (id.Length > 0 && id != defaultId && rules.All(r => r.MenuId != id))
            {
                file.Refuse(maps[index].Line, $"nobody would see the menu '{id}'; name it under 'show' or as 'default'");
            }
        }
    }

    private static string Words(TemplateMap map, string key, int max)
    {
        string text = map.RequiredText(key);
        if (new StringInfo(text).LengthInTextElements > max)
        {
            map.Refuse(key, $"'{key}' has more than {max} characters");
        }

        return text;
    }

    private static string NoMenu(string id) => $"there is no menu '{id}' in this file";
}
