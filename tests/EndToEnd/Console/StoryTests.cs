using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>What a marketer does in the first minutes, without help.</summary>
[Collection(SharedConsole.Name)]
public sealed class StoryTests(ConsoleShop shop)
{
    [ConsoleFact]
    public async Task Marketer_LooksUpACustomer_AndSeesWhyTheyStandWhereTheyStand_AndWhatTheyGot()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/");
        await reader.SeesAsync("くらしの雑貨 ひなた");
        await page.GetByRole(AriaRole.Link, new() { Name = "リピーター", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/customers?rank=repeater");
        await reader.SettledAsync();
        Assert.All(await page.Locator("tbody tr").AllInnerTextsAsync(), row => Assert.Contains("リピーター", row, StringComparison.Ordinal));

        await page.Locator("tbody a").First.ClickAsync();
        await reader.SettledAsync();
        await reader.SeesAsync("準ロイヤルまで:");
        await page.GetByRole(AriaRole.Button, new() { Name = "このランクになった理由" }).ClickAsync();
        await reader.SeesAsync("購入回数が3回以上");
        await reader.ShootAsync("customer-ja-light");
        Assert.Empty(await reader.FaultsAsync());
        foreach (string tab in new[] { "注文", "配信", "配信同意" })
        {
            await page.GetByRole(AriaRole.Tab, new() { Name = tab, Exact = true }).ClickAsync();
            await reader.SettledAsync();
            await reader.ShootAsync($"customer-{tab}");
            Assert.Empty(await reader.FaultsAsync());
        }

        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Marketer_FindsACustomerByAddress_WhichStandsInNoUrl()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(request.Url);
        await reader.OpenAsync("/customers");
        await page.Locator("tbody a").First.ClickAsync();
        await reader.SettledAsync();
        string name = await page.Locator("h1").InnerTextAsync();
        string email = await page.GetByText("@example.jp").First.InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "顧客", Exact = true }).ClickAsync();
        await page.GetByLabel("顧客を探す").FillAsync(email);
        await page.Keyboard.PressAsync("Enter");
        await reader.SeesAsync($"「{email}」で1人見つかりました");
        Assert.Equal(name, await page.Locator("tbody a").InnerTextAsync());
        Assert.DoesNotContain(asked, url => Uri.UnescapeDataString(url).Contains(email, StringComparison.Ordinal));
        await page.GetByLabel("顧客を探す").FillAsync("nobody@example.jp");
        await page.Keyboard.PressAsync("Enter");
        await reader.SeesAsync("「nobody@example.jp」にあてはまる方はいません");
        Assert.Empty(await reader.FaultsAsync());
    }

    [ConsoleFact]
    public async Task Marketer_ReadsAJourney_AndWhatItsMessagesSay()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/journeys");
        await page.GetByRole(AriaRole.Link, new() { Name = "リピーターフォロー" }).ClickAsync();
        await reader.SettledAsync();
        await reader.SeesAsync("購入を37日待つ");
        await reader.SeesAsync("なかった方");
        await page.GetByRole(AriaRole.Button, new() { Name = "もう一歩、使いこなすために" }).ClickAsync();
        await reader.SeesAsync("件名");
        await page.GetByRole(AriaRole.Dialog).GetByText("敬称つきのお名前").First.WaitForAsync();
        await reader.ShootAsync("journey-message-ja-light");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Tab, new() { Name = "LINE" }).ClickAsync();
        await reader.ShootAsync("journey-message-line");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Tab, new() { Name = "中にいる人" }).ClickAsync();
        await reader.SettledAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオの一覧へ" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "ランク別の日程" }).ClickAsync();
        await reader.SettledAsync();
        await reader.SeesAsync("ロイヤルフォロー");
        await reader.ShootAsync("schedule-ja-light");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    /// <summary>Looking at a message must not count as the customer's opening it.</summary>
    [ConsoleFact]
    public async Task Marketer_OpensASentMail_AndNothingOfItIsLoaded()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await reader.OpenAsync("/sends?state=sent");
        await page.Locator("tbody tr", new() { Has = page.Locator("td:nth-child(3)", new() { HasText = "メール" }) }).First.GetByRole(AriaRole.Button).ClickAsync();
        IFrameLocator mail = page.FrameLocator("iframe");
        await mail.Locator("body").WaitForAsync();
        Assert.Contains("様", await mail.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("rgb(255, 255, 255)", await mail.Locator(".card").First.EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));
        await reader.ShootAsync("message-mail-ja-light");
        Assert.Empty(await reader.FaultsAsync());
        Assert.DoesNotContain(asked, path => path.StartsWith("/o/", StringComparison.Ordinal) || path.StartsWith("/c/", StringComparison.Ordinal));
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Marketer_ChoosesEnglish_AndItStays()
    {
        await using Reader reader = await shop.ReaderAsync();
        await reader.OpenAsync("/settings");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "表示言語" }).ClickAsync();
        await reader.Page.GetByRole(AriaRole.Menuitemradio, new() { Name = "English" }).ClickAsync();
        await reader.SeesAsync("Quiet hours");
        await reader.Page.ReloadAsync();
        await reader.SeesAsync("Quiet hours");
        Assert.Equal("Settings – くらしの雑貨 ひなた", await reader.Page.TitleAsync());
    }

    [ConsoleFact]
    public async Task Marketer_WithoutAMouse_GetsEverywhere()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("本文へ移動", await FocusAsync());
        for (int i = 0; i < 20 && await FocusAsync() != "シナリオ"; i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/journeys");
        await reader.SettledAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "ご購入のお礼" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/journeys/thank-you");

        async Task<string> FocusAsync() => (await page.EvaluateAsync<string>("() => document.activeElement?.textContent ?? ''")).Trim();
    }
}
