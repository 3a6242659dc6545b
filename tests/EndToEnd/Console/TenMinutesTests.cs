using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>The first ten minutes of somebody who has never seen the product, by its pages alone: no address is typed.</summary>
[Collection(SharedConsole.Name)]
public sealed class TenMinutesTests(ConsoleShop shop) : IAsyncLifetime
{
    private const string Journey = "リピーターフォロー";
    private const string Saved = "下書きを保存しました";
    private const string Added = "またお会いできるのを楽しみにしております。";

    /// <summary>Past orders are lived through twice; the machine may be busy.</summary>
    private const int PatienceMs = 300_000;

    /// <summary>What is published is every draft that somebody has left, and expected none of ours.</summary>
    public Task InitializeAsync() => shop.GiveUpDraftsAsync();

    public Task DisposeAsync() => shop.GiveUpDraftsAsync();

    [ConsoleFact]
    public async Task Marketer_SeesTheShop_ChangesAMessage_TriesIt_PublishesIt_AndSeesWhoWaits()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/");
        await reader.SeesAsync("くらしの雑貨 ひなた");
        (string name, string email) = await ACustomerAsync(reader);

        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオ", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = Journey }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "編集する" }).ClickAsync();
        ILocator tips = page.Locator(".react-flow__node[data-id='step:tips']");
        await tips.ClickAsync();
        await page.GetByLabel("何日後").FillAsync("4");
        await reader.SeesAsync(Saved);
        await page.GetByRole(AriaRole.Link, new() { Name = "文面を編集する（メール）" }).ClickAsync();
        await ChangeAsync(reader);
        await LookAsAsync(reader, name, email);
        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオの編集に戻る" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "試算する" }).ClickAsync();
        await page.GetByText("直近90日").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "試算を始める" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "結果", Exact = true }).WaitForAsync(new() { Timeout = PatienceMs });
        await page.GetByRole(AriaRole.Row, new() { NameRegex = new("^配信（通）") }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "編集に戻る" }).ClickAsync();
        await tips.GetByText("4日後 12:10").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await PublishAsync(reader);

        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオを見る" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "中にいる人" }).ClickAsync();
        await reader.SettledAsync();
        Assert.NotEqual(0, await page.GetByRole(AriaRole.Table, new() { Name = "中にいる人" }).Locator("tbody tr").CountAsync());
        await reader.ShootAsync("ten-minutes-inside");
        await page.Locator("tbody a").First.ClickAsync();
        await reader.SettledAsync();
        await reader.SeesAsync(Journey);
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    /// <summary>Somebody who can be looked up later.</summary>
    private static async Task<(string Name, string Email)> ACustomerAsync(Reader reader)
    {
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "リピーター", Exact = true }).ClickAsync();
        await reader.Page.WaitForURLAsync("**/customers?rank=repeater");
        await reader.SettledAsync();
        await reader.Page.Locator("tbody a").First.ClickAsync();
        await reader.Page.WaitForURLAsync("**/customers/*");
        await reader.SettledAsync();
        return (await reader.Page.Locator("h1").InnerTextAsync(), await reader.Page.GetByText("@example.jp").First.InnerTextAsync());
    }

    private static async Task ChangeAsync(Reader reader)
    {
        IPage page = reader.Page;
        IFrameLocator mail = page.FrameLocator("iframe");
        await mail.Locator("body").WaitForAsync();
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("\n\n" + Added);
        await mail.GetByText(Added).WaitForAsync();
        await reader.SeesAsync(Saved);
    }

    private static async Task LookAsAsync(Reader reader, string name, string email)
    {
        IPage page = reader.Page;
        await page.GetByLabel("お客さまを探す").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "探す", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = name }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.GetByLabel("どなたの場合").SelectOptionAsync(new SelectOptionValue { Label = name });
        IFrameLocator mail = page.FrameLocator("iframe");
        await mail.GetByText(name.Split(' ', '　')[0]).First.WaitForAsync();
        await mail.GetByText(Added).WaitForAsync();
        await reader.ShootAsync("ten-minutes-message");
    }

    private static async Task PublishAsync(Reader reader)
    {
        IPage page = reader.Page;
        await reader.SettledAsync();
        await page.GetByLabel("お名前").FillAsync("佐藤");
        ILocator reason = page.GetByLabel("確かめるところを残したまま公開する理由");
        if (await reason.CountAsync() > 0)
        {
            await reason.FillAsync("結びの言葉だけの変更のため");
        }

        await reader.ShootAsync("ten-minutes-publish");
        await page.GetByRole(AriaRole.Button, new() { Name = "公開する", Exact = true }).ClickAsync();
        await reader.SeesAsync("シナリオを見る");
    }
}
