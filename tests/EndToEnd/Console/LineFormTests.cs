using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A LINE message is written as a form, as YAML and as JSON, which always say the same, beside the talk as LINE's app draws it.</summary>
[Collection(SharedConsole.Name)]
public sealed class LineFormTests(ConsoleShop shop) : IAsyncLifetime
{
    /// <summary>Others may have left words that cannot be shown.</summary>
    public Task InitializeAsync() => shop.GiveUpDraftsAsync();

    public Task DisposeAsync() => shop.GiveUpDraftsAsync();

    [ConsoleFact]
    public async Task Marketer_WritesACardByForm_AndTextAndJsonFollow()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/messages/line/repeater-together");
        await page.GetByLabel("文章").First.FillAsync("新しい一行目\n二行目");
        await page.GetByRole(AriaRole.Button, new() { Name = "吹き出しを加える" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "カード（見出し・文章・ボタン）" }).ClickAsync();
        ILocator label = page.GetByLabel("ボタンの文字").Last;
        await label.FillAsync("くわしく見る");
        await label.Locator("xpath=ancestor::div[.//button][1]").GetByRole(AriaRole.Button, new() { Name = "差し込み項目" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^ショップ名") }).ClickAsync();
        await Assertions.Expect(label).ToHaveValueAsync("くわしく見る{{shop.name}}");
        await label.FillAsync("くわしく見る");
        await reader.SeesAsync("下書きを保存しました");
        ILocator talk = page.Locator("[lang=ja]").GetByText("くわしく見る", new() { Exact = true });
        await talk.Last.WaitForAsync();
        await reader.ShootAsync("line-form");
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByText("JSON", new() { Exact = true }).ClickAsync();
        ILocator json = page.GetByLabel("LINEの文面（JSON）");
        string written = await json.InputValueAsync();
        Assert.Contains("\"label\": \"くわしく見る\"", written, StringComparison.Ordinal);
        await json.FillAsync(written.Replace("くわしく見る", "もっと見る", StringComparison.Ordinal) + ",");
        await reader.SeesAsync("まだJSONとして読めません");
        await json.FillAsync(written.Replace("くわしく見る", "もっと見る", StringComparison.Ordinal));
        await reader.ShootAsync("line-json");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByText("YAML", new() { Exact = true }).ClickAsync();
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");  // lines out of sight are not drawn
        await page.Locator(".cm-content").GetByText("もっと見る").WaitForAsync();
        await page.WaitForFunctionAsync("async () => (await (await fetch('/api/drafts/line/repeater-together')).json()).text.includes('もっと見る')");
        string text = (await shop.Http.GetFromJsonAsync<JsonElement>("/api/drafts/line/repeater-together")).GetProperty("text").GetString()!;
        Assert.StartsWith("#", text, StringComparison.Ordinal);  // its comments are still there
        Assert.Contains("\"新しい一行目\\n二行目\"", text, StringComparison.Ordinal);  // in one line, as that card is written
        reader.ComplainsOfNothing();
    }

    [ConsoleTheory]
    [InlineData("ja", "dark")]
    [InlineData("en", "light")]
    public async Task Form_InEveryLanguageAndScheme_IsFitForEverybody(string language, string scheme)
    {
        await using Reader reader = await shop.ReaderAsync(language, scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await reader.OpenAsync("/messages/line/thank-you");
        await reader.ShootAsync($"line-form-{language}-{scheme}");
        Assert.Empty(await reader.FaultsAsync());
        await reader.OpenAsync("/messages/email/thank-you");
        await reader.Page.GetByRole(AriaRole.Switch).ClickAsync();
        await reader.ShootAsync($"mail-dark-{language}-{scheme}");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = language == "ja" ? "差し込み項目" : "Merge fields" }).ClickAsync();
        await reader.Page.GetByText("{{customer.nameWithHonorific}}").First.WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }
}
