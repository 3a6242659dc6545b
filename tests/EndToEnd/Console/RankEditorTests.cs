using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A rank model is changed by form, with what it would do in view, and goes live; and the plan shows where it has gaps.</summary>
[Collection(SharedConsole.Name)]
public sealed class RankEditorTests(ConsoleShop shop)
{
    [ConsoleFact]
    public async Task Marketer_LowersAThreshold_SeesWhoWouldMove_AndPublishes()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/ranks");
        await page.GetByRole(AriaRole.Button, new() { Name = "新しいモデル" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("名前").FillAsync("うちのランク");
        await dialog.GetByLabel("写すもの").SelectOptionAsync("six-rank");
        await dialog.GetByLabel("ID", new() { Exact = true }).FillAsync("our-ranks");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "つくる" }).ClickAsync();
        await reader.SeesAsync("「うちのランク」を編集");
        await reader.SeesAsync("誰がどこへ移るか");
        await page.GetByText("上がる方 0人").WaitForAsync();

        ILocator royal = page.GetByRole(AriaRole.Region, new() { Name = "ロイヤル", Exact = true });
        await royal.GetByLabel("値", new() { Exact = true }).Nth(0).FillAsync("3");
        await royal.GetByLabel("値", new() { Exact = true }).Nth(1).FillAsync("1");
        await royal.GetByText("購入回数が3回以上").WaitForAsync();
        await page.GetByText("上がる方 0人").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.GetByRole(AriaRole.Button, new() { Name = "上にランクを加える" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "新しいランク" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "元に戻す" }).ClickAsync();
        await reader.SeesAsync("下書きを保存しました");
        await reader.SettledAsync();
        await reader.ShootAsync("rank-editor");
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "公開へ進む" }).ClickAsync();
        await reader.SeesAsync("ランクのモデル「our-ranks」が第1版になり");
        await page.GetByLabel("お名前").FillAsync("佐藤");
        await page.GetByLabel("公開する理由").FillAsync("うちの店に合わせるため");
        await page.GetByRole(AriaRole.Button, new() { Name = "公開する", Exact = true }).ClickAsync();
        await reader.SeesAsync("公開しました");
        await reader.OpenAsync("/ranks");
        await page.GetByRole(AriaRole.Tab, new() { Name = "うちのランク" }).WaitForAsync();
        reader.ComplainsOfNothing();
    }

    [ConsoleTheory]
    [InlineData("five-class", "en", "light")]
    [InlineData("four-stage", "ja", "dark")]
    public async Task Editor_OfEveryPack_IsFitForEverybody(string model, string language, string scheme)
    {
        await using Reader reader = await shop.ReaderAsync(language, scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await reader.OpenAsync($"/ranks/{model}/edit");
        await reader.ShootAsync($"rank-editor-{model}-{language}-{scheme}");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleTheory]
    [InlineData("ja", "light")]
    [InlineData("en", "dark")]
    public async Task Coverage_ShowsGaps_AndLeadsToWhatFillsThem(string language, string scheme)
    {
        await using Reader reader = await shop.ReaderAsync(language, scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        IPage page = reader.Page;
        await reader.OpenAsync("/journeys");
        await page.GetByRole(AriaRole.Tab, new() { Name = language == "ja" ? "網羅マップ" : "Coverage" }).ClickAsync();
        ILocator full = page.GetByRole(AriaRole.Button, new() { NameRegex = new(language == "ja" ? "^ロイヤル（現在）・当日: [1-9]" : "^Royal \\(current\\), Same day: [1-9]") });
        await full.WaitForAsync();
        await reader.ShootAsync($"coverage-{language}-{scheme}");
        Assert.Empty(await reader.FaultsAsync());
        await full.ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Link).First.WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = language == "ja" ? "この時期のシナリオをつくる" : "Create a journey for this stage" }).ClickAsync();
        await dialog.GetByLabel(language == "ja" ? "シナリオの名前" : "Name of the journey").WaitForAsync();
        reader.ComplainsOfNothing();
    }
}
