using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>What a person does with one customer, from the profile.</summary>
[Collection(SharedConsole.Name)]
public sealed class CustomerActsTests(ConsoleShop shop)
{
    [ConsoleFact]
    public async Task Person_WritesANote_StopsMessages_AndLetsThemGoOn()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await OpenSomebodyAsync(reader, "顧客の一覧");
        await page.GetByRole(AriaRole.Button, new() { Name = "メモを残す" }).ClickAsync();
        await page.GetByLabel("メモ", new() { Exact = true }).FillAsync("左利きの方");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        await reader.ShootAsync("customer-note");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "残す", Exact = true }).ClickAsync();
        await reader.SeesAsync("左利きの方");

        await page.GetByRole(AriaRole.Button, new() { Name = "メールを止める" }).ClickAsync();
        await SignAsync(page, "止める");
        await reader.SeesAsync("お店が止めました");
        await page.GetByRole(AriaRole.Button, new() { Name = "メールを再開する" }).ClickAsync();
        await SignAsync(page, "再開する");
        await page.GetByRole(AriaRole.Button, new() { Name = "メールを止める" }).WaitForAsync();
        await reader.SettledAsync();
        await reader.ShootAsync("customer-acts-ja");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Person_SeesWhatAJourneyWouldSend_InEnglish()
    {
        await using Reader reader = await shop.ReaderAsync("en");
        IPage page = reader.Page;
        await OpenSomebodyAsync(reader, "Customers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put into a journey" }).ClickAsync();
        await page.GetByLabel("Journey", new() { Exact = true }).SelectOptionAsync("thank-you");
        await page.Locator("[role=dialog] section, [role=dialog] [role=alert]").First.WaitForAsync();
        await reader.SettledAsync();
        await reader.ShootAsync("customer-enroll-en");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Person_ExportsAndErases_ByTypingTheName()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        string name = await OpenSomebodyAsync(reader, "顧客の一覧", last: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "データを書き出す" }).ClickAsync();
        IDownload file = await page.RunAndWaitForDownloadAsync(() => SignAsync(page, "書き出す"));
        Assert.Contains(name, await File.ReadAllTextAsync(await file.PathAsync()), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "個人情報を消去する" }).ClickAsync();
        ILocator save = page.GetByRole(AriaRole.Button, new() { Name = "消去する", Exact = true });
        ILocator typed = page.GetByLabel("確認のため");
        await typed.FillAsync("だれか");
        Assert.True(await save.IsDisabledAsync());
        await reader.ShootAsync("customer-erase");
        Assert.Empty(await reader.FaultsAsync());
        await typed.FillAsync(name);
        await save.ClickAsync();
        await reader.SeesAsync("この方の個人情報は消去されています");
        await reader.SettledAsync();
        Assert.DoesNotContain(name, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Customer_IsFoundByTheBeginningOfTheName_WhichStandsInNoAddress()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(Uri.UnescapeDataString(request.Url));
        string name = await OpenSomebodyAsync(reader, "顧客の一覧");
        string family = name.Split(' ', '\u3000')[0];
        await reader.OpenAsync("/customers");
        await page.GetByLabel("顧客を探す").FillAsync(family + "様");
        await page.GetByRole(AriaRole.Button, new() { Name = "探す", Exact = true }).ClickAsync();
        await page.GetByText("で見つかった方").Or(page.GetByText("人見つかりました")).First.WaitForAsync();
        await reader.SettledAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name }).First.WaitForAsync();
        await reader.ShootAsync("customers-found");
        Assert.DoesNotContain(asked, url => url.Contains(family, StringComparison.Ordinal));
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Administrator_SeesWhoDidWhat()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await OpenSomebodyAsync(reader, "顧客の一覧");
        await page.GetByRole(AriaRole.Button, new() { Name = "メモを残す" }).ClickAsync();
        await page.GetByLabel("メモ", new() { Exact = true }).FillAsync("ご来店あり");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        await page.GetByRole(AriaRole.Button, new() { Name = "残す", Exact = true }).ClickAsync();
        await reader.SeesAsync("ご来店あり");
        await reader.OpenAsync("/settings");
        await page.GetByRole(AriaRole.Table, new() { Name = "操作の記録" }).GetByText("メモ").First.WaitForAsync();
        await reader.ShootAsync("settings-audit");
        Assert.Empty(await reader.FaultsAsync());
        Assert.DoesNotContain("ご来店あり", await page.ContentAsync(), StringComparison.Ordinal);
        reader.ComplainsOfNothing();
    }

    /// <returns>Their name.</returns>
    private static async Task<string> OpenSomebodyAsync(Reader reader, string table, bool last = false)
    {
        await reader.OpenAsync("/customers");
        ILocator links = reader.Page.GetByRole(AriaRole.Table, new() { Name = table }).GetByRole(AriaRole.Link);
        ILocator link = last ? links.Last : links.First;
        string name = (await link.InnerTextAsync()).Trim();
        await link.ClickAsync();
        await reader.Page.WaitForURLAsync(url => url.Contains("/customers/", StringComparison.Ordinal));
        await reader.SettledAsync();
        return name;
    }

    private static async Task SignAsync(IPage page, string save)
    {
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("お名前").FillAsync("佐藤");
        await dialog.GetByLabel("理由").FillAsync("お電話でのご希望");
        await dialog.GetByRole(AriaRole.Button, new() { Name = save, Exact = true }).ClickAsync();
    }
}
