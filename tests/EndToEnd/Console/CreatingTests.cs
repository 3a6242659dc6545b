using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>New journeys and messages begin in the console, and go live from there. Each test has files of its own.</summary>
[Collection(SharedConsole.Name)]
public sealed class CreatingTests(ConsoleShop shop) : IAsyncLifetime
{
    private const string Saved = "下書きを保存しました";

    /// <summary>What is copied are the newest words, and expected are the published ones.</summary>
    public Task InitializeAsync() => shop.GiveUpDraftsAsync();

    public Task DisposeAsync() => shop.GiveUpDraftsAsync();

    [ConsoleFact]
    public async Task Marketer_BeginsAJourneyWithAMessage_AndPublishesIt()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/journeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "新しいシナリオ" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("シナリオの名前").FillAsync("三回目のお礼");
        await dialog.GetByLabel("起点").SelectOptionAsync("order");
        await dialog.GetByLabel("件名").FillAsync("いつもありがとうございます");
        await dialog.GetByLabel("手段").SelectOptionAsync("email");
        await dialog.GetByLabel("ID", new() { Exact = true }).FillAsync("Third");
        await dialog.GetByText("半角の英小文字・数字と、間のハイフン1つずつで書いてください。").WaitForAsync();
        Assert.True(await dialog.GetByRole(AriaRole.Button, new() { Name = "つくる" }).IsDisabledAsync());
        await dialog.GetByLabel("ID", new() { Exact = true }).FillAsync("third-thanks");
        await reader.ShootAsync("creating-journey");
        Assert.Empty(await reader.FaultsAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "つくる" }).ClickAsync();
        await page.Locator(".react-flow__node[data-id='step:message']").WaitForAsync();
        await page.Locator(".react-flow__node").GetByText("いつもありがとうございます").WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオの一覧へ" }).ClickAsync();
        await reader.SeesAsync("まだ公開していないもの");
        await reader.ShootAsync("creating-unpublished");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "三回目のお礼" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await reader.SeesAsync("はじめての版");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        await page.GetByLabel("公開する理由").Or(page.GetByLabel("確かめるところを残したまま公開する理由")).FillAsync("三回目の方を大切にするため");
        await page.GetByRole(AriaRole.Button, new() { Name = "公開する", Exact = true }).ClickAsync();
        await reader.SeesAsync("「三回目のお礼」は第1版になりました。");
        await page.GetByRole(AriaRole.Link, new() { Name = "シナリオを見る" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "三回目のお礼" }).WaitForAsync();
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Copy_HasMessagesOfItsOwn_AndAnotherId_AndGoes()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/journeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "新しいシナリオ" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("シナリオの名前").FillAsync("お礼の写し");
        await dialog.GetByText("ほかのシナリオを写す").ClickAsync();
        await dialog.GetByLabel("写すもの").SelectOptionAsync("thank-you");
        Assert.Equal("thank-you-2", await dialog.GetByLabel("ID", new() { Exact = true }).InputValueAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "つくる" }).ClickAsync();
        await page.Locator(".react-flow__node[data-id='step:thanks']").WaitForAsync();
        string text = await TextOfAsync("journey", "thank-you-2");
        Assert.Contains("# A thank-you for every order, the same day. Nothing is sold here.", text, StringComparison.Ordinal);
        Assert.Contains("send: { channel: [line, email], message: thank-you-2 }", text, StringComparison.Ordinal);
        Assert.Equal(await TextOfAsync("email", "thank-you", "templates"), await TextOfAsync("email", "thank-you-2"));

        // Another id: the old one is gone, and what was written is there.
        await page.GetByRole(AriaRole.Button, new() { Name = "IDを変える" }).ClickAsync();
        await dialog.GetByLabel("新しいID").FillAsync("thanks-copy");
        Assert.Empty(await reader.FaultsAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "IDを変える" }).ClickAsync();
        await page.WaitForURLAsync("**/journeys/thanks-copy/edit");
        await page.Locator(".react-flow__node[data-id='step:thanks']").WaitForAsync();
        Assert.StartsWith("# A thank-you", await TextOfAsync("journey", "thanks-copy"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Http.GetAsync("/api/drafts/journey/thank-you-2")).StatusCode);

        // A message of it gets another id, and the journey names it so.
        await reader.OpenAsync("/messages/email/thank-you-2");
        await RenameAsync(page, "copied-thanks");
        await page.WaitForURLAsync("**/messages/email/copied-thanks");
        Assert.Contains("message: thank-you-2", await TextOfAsync("journey", "thanks-copy"), StringComparison.Ordinal);  // its LINE text is still called so
        await reader.OpenAsync("/messages/line/thank-you-2");
        await RenameAsync(page, "copied-thanks");
        await page.WaitForURLAsync("**/messages/line/copied-thanks");
        Assert.Contains("message: copied-thanks", await TextOfAsync("journey", "thanks-copy"), StringComparison.Ordinal);

        await reader.OpenAsync("/journeys/thanks-copy/edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "下書きを削除" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "下書きを削除" }).ClickAsync();
        await page.WaitForURLAsync("**/journeys");
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Http.GetAsync("/api/drafts/journey/thanks-copy")).StatusCode);
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Message_IsBegunAtItsStep_AndFoundInTheList()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/win-back/edit");
        await page.Locator(".react-flow__node[data-id='step:last']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "新しいメッセージを書く" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("件名").FillAsync("お元気でしょうか");
        await dialog.GetByLabel("手段").SelectOptionAsync("email");
        await dialog.GetByLabel("ID", new() { Exact = true }).FillAsync("how-are-you");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "つくる" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("how-are-you", await page.GetByLabel("メッセージ", new() { Exact = true }).InputValueAsync());
        await reader.SeesAsync(Saved);

        // The text for LINE is not there yet: it is written on the way.
        await page.GetByRole(AriaRole.Link, new() { Name = "文面を書く（LINE）" }).ClickAsync();
        await reader.SeesAsync("この文面は、まだありません");
        await reader.ShootAsync("creating-unwritten");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "文面を書く" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "つくる" }).ClickAsync();
        await reader.SeesAsync("ここに本文を書きます。");
        Assert.Contains("type: text", await TextOfAsync("line", "how-are-you"), StringComparison.Ordinal);

        await reader.OpenAsync("/messages");
        await page.GetByLabel("メッセージを探す").FillAsync("お元気でしょうか");
        await page.GetByRole(AriaRole.Row, new() { Name = "お元気でしょうか" }).GetByText("下書きあり").WaitForAsync();
        Assert.Equal(2, await page.GetByRole(AriaRole.Row).CountAsync());
        await reader.ShootAsync("messages-found");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    private static async Task RenameAsync(IPage page, string id)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "IDを変える" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("新しいID").FillAsync(id);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "IDを変える" }).ClickAsync();
    }

    private async Task<string> TextOfAsync(string kind, string name, string what = "drafts") =>
        (await shop.Http.GetFromJsonAsync<JsonElement>($"/api/{what}/{kind}/{name}")).GetProperty("text").GetString()!;
}
