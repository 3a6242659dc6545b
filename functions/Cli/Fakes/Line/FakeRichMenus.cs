using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>A rich menu that was created.</summary>
/// <param name="Body">As it was asked for, JSON.</param>
/// <param name="PictureBytes">0 while it has no picture.</param>
public sealed record FakeRichMenu(string RichMenuId, string Name, string Body, int PictureBytes);

/// <summary>Rich menus: created, given a picture once, shown to people and to everybody.</summary>
internal sealed partial class FakeRichMenus
{
    private const int PeopleMax = 500;
    private const int PictureBytesMax = 1024 * 1024;
    private const string NotFound = "richmenu not found";

    private readonly Dictionary<string, FakeRichMenu> menus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> shown = new(StringComparer.Ordinal);
    private int count;

    public IReadOnlyList<FakeRichMenu> All => [.. menus.Values];

    /// <summary>The menu that each person sees as their own.</summary>
    public IReadOnlyDictionary<string, string> Shown => shown.Where(s => menus.ContainsKey(s.Value)).ToDictionary(StringComparer.Ordinal);

    public string? Default { get; private set; }

    /// <summary>People whom LINE does not take: of another provider, say.</summary>
    public HashSet<string> Strangers { get; } = new(StringComparer.Ordinal);

    /// <summary>Somebody deletes it in another program.</summary>
    public bool Delete(string richMenuId) => menus.Remove(richMenuId);

    /// <summary>Null for a path that is another's.</summary>
    public FakeLineAnswer? Answer(FakeLineRequest request)
    {
        if (Everybody().Match(request.Path) is { Success: true } everybody)
        {
            return SetDefault(request.Method, everybody.Groups["id"].Value);
        }

        if (Path().Match(request.Path) is not { Success: true } match)
        {
            return null;
        }

        string id = match.Groups["id"].Value;
        return (request.Method, match.Groups["rest"].Value) switch
        {
            ("POST", "") when id.Length == 0 => Create(request.Body),
            ("GET", "") when id == "list" => FakeLineAnswer.Of(200, JsonSerializer.Serialize(new { richmenus = menus.Values.Select(m => new { richMenuId = m.RichMenuId, name = m.Name }) })),
            ("POST", "/link" or "/unlink") when id == "bulk" => Link(request.Body, match.Groups["rest"].Value == "/link"),
            ("GET", "") => menus.TryGetValue(id, out FakeRichMenu? menu) ? FakeLineAnswer.Of(200, menu.Body) : FakeLineAnswer.Error(404, NotFound),
            ("DELETE", "") => menus.Remove(id) ? FakeLineAnswer.Of(200, "{}") : FakeLineAnswer.Error(404, NotFound),
            ("POST", "/content") => Upload(id, request),
            ("GET", "/content") => menus.GetValueOrDefault(id) is { PictureBytes: > 0 } ? FakeLineAnswer.Of(200, "picture") : FakeLineAnswer.Error(404, "Not found"),
            _ => FakeLineAnswer.Error(404, "Not found"),
        };
    }

    private FakeLineAnswer Create(string body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        JsonElement root = json.RootElement;
        string name = root.GetProperty("name").GetString()!;
        bool isRight = new StringInfo(name).LengthInTextElements is > 0 and <= 300
            && new StringInfo(root.GetProperty("chatBarText").GetString()!).LengthInTextElements is > 0 and <= 14
            && root.GetProperty("areas").GetArrayLength() <= 20
            && root.GetProperty("selected").ValueKind is JsonValueKind.True or JsonValueKind.False
            && root.GetProperty("size").GetProperty("width").GetInt32() is >= 800 and <= 2500
            && root.GetProperty("areas").EnumerateArray().All(a => a.GetProperty("bounds").GetProperty("width").GetInt32() > 0 && a.GetProperty("action").GetProperty("type").GetString() is not null);
        if (!isRight)
        {
            return FakeLineAnswer.Error(400, "The request body is invalid");
        }

        string id = $"richmenu-{++count:x32}";
        menus[id] = new FakeRichMenu(id, name, body, 0);
        return FakeLineAnswer.Of(200, $$"""{"richMenuId":"{{id}}"}""");
    }

    private FakeLineAnswer Upload(string id, FakeLineRequest request)
    {
        if (!menus.TryGetValue(id, out FakeRichMenu? menu))
        {
            return FakeLineAnswer.Error(404, NotFound);
        }

        string type = request.Headers.GetValueOrDefault("content-type") ?? "";
        if (menu.PictureBytes > 0 || type is not ("image/png" or "image/jpeg") || request.Bytes.Length is 0 or > PictureBytesMax)
        {
            return FakeLineAnswer.Error(400, menu.PictureBytes > 0 ? "An image has already been uploaded to the richmenu" : "The image is invalid");
        }

        menus[id] = menu with { PictureBytes = request.Bytes.Length };
        return FakeLineAnswer.Of(200, "{}");
    }

    private FakeLineAnswer Link(string body, bool isLink)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        string[] people = [.. json.RootElement.GetProperty("userIds").EnumerateArray().Select(u => u.GetString()!)];
        string id = isLink ? json.RootElement.GetProperty("richMenuId").GetString()! : "";
        if (isLink && !menus.ContainsKey(id))
        {
            return FakeLineAnswer.Error(404, NotFound);
        }

        if (people.Length is 0 or > PeopleMax || people.Any(p => !UserId().IsMatch(p) || Strangers.Contains(p)) || (isLink && menus[id].PictureBytes == 0))
        {
            return FakeLineAnswer.Error(400, "The property, 'userIds', in the request body is invalid");
        }

        foreach (string person in people)
        {
            if (isLink)
            {
                shown[person] = id;
            }
            else
            {
                shown.Remove(person);
            }
        }

        return FakeLineAnswer.Of(202, "{}");
    }

    private FakeLineAnswer SetDefault(string method, string id)
    {
        if (method == "POST" && menus.GetValueOrDefault(id) is not { PictureBytes: > 0 })
        {
            return FakeLineAnswer.Error(menus.ContainsKey(id) ? 400 : 404, menus.ContainsKey(id) ? "must upload richmenu image before applying it to user" : NotFound);
        }

        Default = method == "POST" ? id : null;
        return FakeLineAnswer.Of(200, "{}");
    }

    [GeneratedRegex(@"\A/v2/bot/richmenu(/(?<id>[^/]+)(?<rest>/[a-z]+)?)?\z")]
    private static partial Regex Path();

    [GeneratedRegex(@"\A/v2/bot/user/all/richmenu(/(?<id>[^/]+))?\z")]
    private static partial Regex Everybody();

    [GeneratedRegex(@"\AU[0-9a-f]{32}\z")]
    private static partial Regex UserId();
}
