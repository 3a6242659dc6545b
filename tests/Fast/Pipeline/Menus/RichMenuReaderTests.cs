using System.Text.Json;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>The file of rich menus: what LINE is asked for, and what is refused where.</summary>
public sealed class RichMenuReaderTests
{
    [Fact]
    public void Menus_BecomeWhatLineIsAskedFor()
    {
        RichMenuSet menus = MenuCases.Read(MenuCases.Three).Value!.Menus;
        Assert.Equal(["gold", "back", "member"], menus.Menus.Select(m => m.Id));
        JsonElement gold = JsonDocument.Parse(menus.Menus[0].Body).RootElement;
        Assert.Equal((2500, 1686), (gold.GetProperty("size").GetProperty("width").GetInt32(), gold.GetProperty("size").GetProperty("height").GetInt32()));
        Assert.True(gold.GetProperty("selected").GetBoolean());
        Assert.Equal("初期顧客のメニュー" + menus.Menus[0].Mark, gold.GetProperty("name").GetString());
        Assert.Equal("メニュー", gold.GetProperty("chatBarText").GetString());
        Assert.Equal("""[{"bounds":{"x":0,"y":0,"width":2500,"height":1686},"action":{"type":"uri","label":"商品を見る","uri":"https://midori.example/"}}]""", gold.GetProperty("areas").GetRawText());
        JsonElement back = JsonDocument.Parse(menus.Menus[1].Body).RootElement;
        Assert.False(back.GetProperty("selected").GetBoolean());
        Assert.Equal("""{"type":"postback","data":"followup:connect","displayText":"連携する"}""", back.GetProperty("areas")[1].GetProperty("action").GetRawText());
        Assert.Equal(3, menus.Menus.Select(m => m.Hash).Distinct().Count());
    }

    [Theory]
    [InlineData("early", false, "gold")]
    [InlineData("repeater", false, "gold")]
    [InlineData("early", true, "back")]
    [InlineData("royal", true, "back")]
    [InlineData("new", false, null)]
    [InlineData(null, false, null)]
    public void Menu_OfACustomer_IsTheFirstWhoseRankAdmitsThem(string? rank, bool isLapsed, string? menu)
    {
        RichMenuSet menus = MenuCases.Read(MenuCases.Three).Value!.Menus;
        Assert.Equal(menu, menus.MenuOf(m => m == "six-rank" && rank is not null ? new Standing(rank, isLapsed) : null)?.Id);
        Assert.Equal("member", menus.Default!.Id);
    }

    /// <summary>A rule that names the default is one more way to say: nothing of their own.</summary>
    [Fact]
    public void Rule_OfTheDefault_LeavesPeopleWithoutAMenuOfTheirOwn()
    {
        string text = MenuCases.Three.Replace("- menu: gold", "- { menu: member, rank: { in: early } }\n  - menu: gold", StringComparison.Ordinal);
        Assert.Null(MenuCases.Read(text).Value!.Menus.MenuOf(_ => new Standing("early", false)));
    }

    [Fact]
    public void Menus_OfAnEmptyList_AreNone()
    {
        RichMenuSet menus = MenuCases.Read("menus: []\n").Value!.Menus;
        Assert.Empty(menus.Menus);
        Assert.Null(menus.Default);
    }

    /// <summary>At LINE nothing of a menu can be changed: whatever differs makes another menu, and what is the same is the same one.</summary>
    [Theory]
    [InlineData("name: n", "name: m")]
    [InlineData("chatBarText: c", "chatBarText: d")]
    [InlineData("width: 800", "width: 799")]
    [InlineData("text: a", "text: b")]
    [InlineData("default: member", "# nothing\ndefault: member")]
    public void Menu_OfAnotherContent_HasAnotherHash(string from, string to)
    {
        string before = MenuCases.Read(MenuCases.One()).Value!.Menus.Menus[0].Hash;
        string after = MenuCases.Read(MenuCases.One().Replace(from, to, StringComparison.Ordinal)).Value!.Menus.Menus[0].Hash;
        Assert.Equal(to.StartsWith('#'), before == after);
        Dictionary<string, byte[]> other = new(StringComparer.Ordinal) { ["line/member.png"] = Pictures.Png(800, 250, fill: 1) };
        Assert.NotEqual(before, MenuCases.Read(MenuCases.One(), other).Value!.Menus.Menus[0].Hash);
    }

    [Fact]
    public void Version_IsReadAgainFromItsFiles_WithoutThePictures()
    {
        RichMenuBundle bundle = MenuCases.Read(MenuCases.Three).Value!;
        RichMenuSet kept = RichMenuBundle.ReadKept(bundle.Files, "six-rank").Value!;
        Assert.Equal(bundle.Menus.Hash, kept.Hash);
        Assert.Equal(bundle.Menus.Menus, kept.Menus);
        Assert.Equal("member", kept.DefaultId);
        Assert.All(kept.Menus, m => Assert.True(bundle.Pictures.ContainsKey(m.Picture.Hash)));
    }

    [Fact]
    public void Words_AtTheirLongest_AreTaken()
    {
        string family = string.Concat(Enumerable.Repeat("👨‍👩‍👧", 14));
        string text = MenuCases.One().Replace("chatBarText: c", $"chatBarText: {family}", StringComparison.Ordinal).Replace("name: n", $"name: {new string('あ', 281)}", StringComparison.Ordinal);
        RichMenu menu = MenuCases.Read(text).Value!.Menus.Menus[0];
        Assert.Equal(300, JsonDocument.Parse(menu.Body).RootElement.GetProperty("name").GetString()!.Length);
        Assert.Equal(["3 'name' has more than 281 characters"], MenuCases.Faults(text.Replace("name: あ", "name: ああ", StringComparison.Ordinal)));
        Assert.Equal(["4 'chatBarText' has more than 14 characters"], MenuCases.Faults(text.Replace(family, family + "a", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("at: { x: 1, y: 0, width: 800, height: 250 }, action: { type: message, text: a }", "the area ends at 801, 250, but the picture has 800 x 250 pixels")]
    [InlineData("at: { x: 0, y: 1, width: 800, height: 250 }, action: { type: message, text: a }", "the area ends at 800, 251, but the picture has 800 x 250 pixels")]
    [InlineData("at: { x: 0, y: 0, width: 0, height: 250 }, action: { type: message, text: a }", "'width' must be a whole number from 1 to 2500, not '0'")]
    [InlineData("action: { type: message, text: a }", "'at' is missing; expected { x: 0, y: 0, width: …, height: … } in pixels of the picture")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }", "'action' is missing; expected { type: uri, uri: … }, a message or a postback")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: camera }", "'type' must be uri, message or postback, not 'camera'")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: richmenuswitch }", "'type: richmenuswitch' is not available yet")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: message }", "'text' is missing")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: message, text: a, data: b }", "'data' is not known here; expected label, text, type")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: uri, uri: midori.example }", "'midori.example' is not an address; write it in full, beginning with https:, http:, line:, tel:")]
    [InlineData("at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: uri, uri: \"{{shop.url}}\" }", "an address must be percent-encoded, without spaces, braces or letters such as あ; take it from the address bar of a browser")]
    public void Area_ThatLineWouldNotTake_IsRefused(string area, string fault) => Assert.Equal([$"6 {fault}"], MenuCases.Faults(MenuCases.One(area: area)));

    [Theory]
    [InlineData("label", 20, "message, text: a")]
    [InlineData("text", 300, "message")]
    [InlineData("displayText", 300, "postback, data: d")]
    [InlineData("data", 300, "postback")]
    public void Action_OfLongWords_IsRefusedAboveTheLimit(string key, int max, string action)
    {
        string Menu(int length) => MenuCases.One(area: $"at: {{ x: 0, y: 0, width: 1, height: 1 }}, action: {{ type: {action}, {key}: {new string('x', length)} }}");
        Assert.Empty(MenuCases.Faults(Menu(max)));
        Assert.Equal([$"6 '{key}' has {max + 1} characters; LINE takes up to {max}"], MenuCases.Faults(Menu(max + 1)));
    }

    [Fact]
    public void Areas_AreAtMostTwenty()
    {
        string Menu(int count) => MenuCases.One().Replace(
            "areas: [", "areas: [" + string.Concat(Enumerable.Repeat("{ at: { x: 0, y: 0, width: 1, height: 1 }, action: { type: message, text: a } }, ", count - 1)), StringComparison.Ordinal);
        Assert.Empty(MenuCases.Faults(Menu(20)));
        Assert.Equal(["6 21 areas; LINE takes up to 20, and without any nothing could be tapped"], MenuCases.Faults(Menu(21)));
    }

    [Theory]
    [InlineData("default: member", "default: gold", "2 nobody would see the menu 'member'; name it under 'show' or as 'default'|8 there is no menu 'gold' in this file")]
    [InlineData("default: member", "show: [ { menu: member } ]", "2 nobody would see the menu 'member'; name it under 'show' or as 'default'|8 'rank' is missing; write the menu of everybody else as 'default'")]
    [InlineData("picture: member.png", "picture: ../member.png", "5 there is no picture '../member.png' beside this file that could be used; it must be a PNG or JPEG")]
    [InlineData("chatBarText: c", "", "2 'chatBarText' is missing")]
    [InlineData("areas: [ {", "area: [ {", "2 0 areas; LINE takes up to 20, and without any nothing could be tapped|6 'area' is not known here; expected areas, chatBarText, id, name, open, picture")]
    [InlineData("menus:", "menu:", "1 'menus' is missing; 'menus: []' takes all menus away|1 'menu' is not known here; expected default, menus, show|8 there is no menu 'member' in this file")]
    public void File_ThatSaysSomethingElse_IsRefusedAtItsPlace(string from, string to, string faults) =>
        Assert.Equal(faults.Split('|'), MenuCases.Faults(MenuCases.One().Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Member", false)]
    [InlineData("member-", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Id_IsShortAndPlain(string id, bool isTaken) => Assert.Equal(
        isTaken ? [] : [$"2 'id' must be lower-case letters, digits and hyphens, up to 40, not '{id}'"],
        MenuCases.Faults(MenuCases.One().Replace(": member\n", $": {id}\n", StringComparison.Ordinal)));

    [Fact]
    public void Menus_OfOneId_AndMenusThatNobodySees_AreRefused()
    {
        string twice = MenuCases.Three.Replace("id: back", "id: gold", StringComparison.Ordinal);
        Assert.Contains("10 there is another menu 'gold' above", MenuCases.Faults(twice));
        string unseen = MenuCases.Three.Replace("default: member\n", "", StringComparison.Ordinal);
        Assert.Equal(["19 nobody would see the menu 'member'; name it under 'show' or as 'default'"], MenuCases.Faults(unseen));
    }

    [Fact]
    public void Picture_ThatLineWouldNotTake_IsNamedWithWhatIsWrong()
    {
        Dictionary<string, byte[]> pictures = MenuCases.Pictures();
        pictures["line/member.png"] = Pictures.Png(700, 250);
        pictures["line/unused.png"] = [1];
        Assert.Equal(
            [
                "5 there is no picture 'member.png' beside this file that could be used; it must be a PNG or JPEG",
                "line/member.png the picture has 700 x 250 pixels; LINE takes a width of 800 to 2500",
            ],
            MenuCases.Faults(MenuCases.One(), pictures));
    }
}
