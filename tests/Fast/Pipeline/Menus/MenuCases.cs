using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>Files of rich menus.</summary>
internal static class MenuCases
{
    /// <summary>Three menus: of early customers, of those who lapsed, and of everybody else.</summary>
    public const string Three = """
        menus:
          - id: gold
            name: 初期顧客のメニュー
            chatBarText: メニュー
            picture: gold.png
            open: true
            areas:
              - at: { x: 0, y: 0, width: 2500, height: 1686 }
                action: { type: uri, label: 商品を見る, uri: "https://midori.example/" }
          - id: back
            name: おかえりなさい
            chatBarText: メニュー
            picture: back.jpg
            areas:
              - at: { x: 0, y: 0, width: 500, height: 500 }
                action: { type: message, text: お久しぶりです }
              - at: { x: 500, y: 0, width: 500, height: 500 }
                action: { type: postback, data: followup:connect, displayText: 連携する }
          - id: member
            name: みなさまのメニュー
            chatBarText: メニュー
            picture: member.png
            areas:
              - at: { x: 0, y: 0, width: 800, height: 250 }
                action: { type: uri, uri: "https://midori.example/items" }
        show:
          - menu: gold
            rank: { in: [early, repeater], half: current }
          - menu: back
            rank: { half: lapsed }
        default: member

        """;

    /// <summary>One menu for everybody, with these lines among its own.</summary>
    public static string One(string more = "", string area = "at: { x: 0, y: 0, width: 800, height: 250 }, action: { type: message, text: a }") => $$"""
        menus:
          - id: member
            name: n
            chatBarText: c
            picture: member.png
            areas: [ { {{area}} } ]
            {{more}}
        default: member

        """;

    public static Dictionary<string, byte[]> Pictures() => new(StringComparer.Ordinal)
    {
        ["line/gold.png"] = Support.Pictures.Png(),
        ["line/back.jpg"] = Support.Pictures.Jpeg(1000, 500),
        ["line/member.png"] = Support.Pictures.Png(800, 250),
    };

    public static TemplateSet Set(string menus, Dictionary<string, byte[]>? pictures = null) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { [TemplateSet.RichMenus] = menus }) { Pictures = pictures ?? Pictures() };

    public static TemplateReading<RichMenuBundle> Read(string menus, Dictionary<string, byte[]>? pictures = null) => RichMenuBundle.Read(Set(menus, pictures), "six-rank")!;

    /// <summary>The faults as <c>line message</c>.</summary>
    public static IEnumerable<string> Faults(string menus, Dictionary<string, byte[]>? pictures = null) =>
        Read(menus, pictures).Faults.Select(f => f.Line is null ? $"{f.File} {f.Message}" : $"{f.Line} {f.Message}");
}
