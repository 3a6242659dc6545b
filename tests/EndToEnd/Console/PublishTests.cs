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
}
