using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A draft goes live with what it changes in view, and the way back is open.</summary>
[Collection(SharedConsole.Name)]
public sealed class PublishTests(ConsoleShop shop)
{
    private const string Publish = "公開する";

    [ConsoleFact]
    public async Task Marketer_PublishesAChange_ReadsItsVersion_AndGoesBack()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/royal-follow/edit");
        await page.Locator(".react-flow__node[data-id='step:greeting']").ClickAsync();
        await page.GetByLabel("手段").SelectOptionAsync("line");
        await reader.SeesAsync("下書きを保存しました");
        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await reader.SeesAsync("第1版 → 第2版");
        await reader.SeesAsync("変わるステップ: 日ごろのお引き立てに、心より感謝をこめて");
        await page.GetByRole(AriaRole.Button, new() { Name = "違いを見る" }).First.ClickAsync();
        await reader.SeesAsync("send: { channel: [line], message: royal-thanks }");

        // The warning is kept with a reason, and nothing goes out without a name.
        await page.GetByLabel("仮説", new() { Exact = true }).FillAsync("LINEだけにすると、配信停止が減る");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        await reader.SettledAsync();
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = Publish, Exact = true }).IsDisabledAsync());
        await reader.ShootAsync("publish");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByLabel("確かめるところを残したまま公開する理由").FillAsync("LINEの友だちがほとんどのため");
        await page.GetByRole(AriaRole.Button, new() { Name = Publish, Exact = true }).ClickAsync();
        await reader.SeesAsync("「ロイヤルフォロー」は第2版になりました。");
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオを見る" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "版", Exact = true }).ClickAsync();
        await reader.SeesAsync("LINEの友だちがほとんどのため");
        await reader.SeesAsync("LINEだけにすると、配信停止が減る");
        await page.GetByRole(AriaRole.Button, new() { Name = "前の版との違い" }).ClickAsync();
        await reader.SeesAsync("send: { channel: [line], message: royal-thanks }");
        await reader.ShootAsync("versions");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "この版に戻す" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("お名前").FillAsync("佐藤");
        await dialog.GetByLabel("戻す理由").FillAsync("メールでも届けるため");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "この版に戻す" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "第3版" }).WaitForAsync();
        Assert.Equal(3, await page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^第[123]版$") }).CountAsync());
        reader.ComplainsOfNothing();
    }

    /// <summary>Beginning with few of those who come in, and taken back with those inside.</summary>
    [ConsoleFact]
    public async Task Marketer_PublishesInStages_StopsIt_AndTakesThoseInsideAlong()
    {
        int before = (await shop.Http.GetFromJsonAsync<JsonElement>("/api/journeys/win-back")).GetProperty("journey").GetProperty("newestVersion").GetInt32();  // others publish it, too
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/win-back/edit");
        await page.Locator(".react-flow__node").First.WaitForAsync();
        await page.GetByText("YAML", new() { Exact = true }).ClickAsync();
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("# 段階的に");
        await reader.SeesAsync("下書きを保存しました");
        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await reader.SeesAsync($"第{before}版 → 第{before + 1}版");

        // Those inside can go along with everybody at once, not in stages.
        await page.GetByRole(AriaRole.Radio, new() { Name = "新しい版に移り、いまいるところから続けます" }).CheckAsync();
        await reader.SeesAsync("人が新しい版に移り");
        await reader.SettledAsync();
        await reader.ShootAsync("publish-move");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("段階的に新しい版になります") }).CheckAsync();
        Assert.True(await page.GetByRole(AriaRole.Radio, new() { Name = "新しい版に移り、いまいるところから続けます" }).IsDisabledAsync());
        await page.GetByLabel("1つの段階の日数").FillAsync("3");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        await page.GetByLabel(new Regex("公開する理由")).FillAsync("様子を見ながら");
        await reader.SettledAsync();
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = Publish, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオを見る" }).ClickAsync();

        await page.GetByRole(AriaRole.Tab, new() { Name = "版", Exact = true }).ClickAsync();
        await reader.SeesAsync($"第{before + 1}版を段階公開中");
        await reader.SeesAsync($"新しく入る方の5%が新しい版、ほかの方は第{before}版です。");
        await reader.SettledAsync();
        await reader.ShootAsync("rollout");
        Assert.Empty(await reader.FaultsAsync());
        await ActAsync(page, "次の段階へ進める", "数字に問題がない");
        await reader.SeesAsync($"新しく入る方の25%が新しい版、ほかの方は第{before}版です。");
        await ActAsync(page, "止める", "リンクが切れている");
        await reader.SeesAsync($"止まっています。新しく入る方は全員、第{before}版です。");
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new($"第{before + 1}版の段階公開が止まっています") }).ClickAsync();
        await reader.SeesAsync("佐藤さん: リンクが切れている");

        await page.GetByRole(AriaRole.Button, new() { Name = $"第{before}版に戻す" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("お名前").FillAsync("佐藤");
        await dialog.GetByLabel("戻す理由").FillAsync("リンクを直すまで");
        await dialog.GetByLabel("中にいる方も、この版に移す").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "この版に戻す" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = $"第{before + 2}版" }).WaitForAsync();
        await reader.SeesAsync("前の版の途中の方も、この版に移ります。");
        await Assertions.Expect(page.GetByText("段階公開中")).ToHaveCountAsync(0);
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Draft_WithAFault_IsNotPublished()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/birthday-month/edit");
        await page.Locator(".react-flow__node").First.WaitForAsync();
        await page.GetByText("YAML", new() { Exact = true }).ClickAsync();
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("color: red");
        await page.GetByText("直すところ 1件").First.WaitForAsync();
        await reader.SeesAsync("下書きを保存しました");
        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await reader.SeesAsync("直すところがあるため、公開できません。");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = Publish, Exact = true }).IsDisabledAsync());
        await reader.ShootAsync("publish-blocked");
        Assert.Empty(await reader.FaultsAsync());
    }

    private static async Task ActAsync(IPage page, string act, string why)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("お名前").FillAsync("佐藤");
        await dialog.GetByLabel("理由").FillAsync(why);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
