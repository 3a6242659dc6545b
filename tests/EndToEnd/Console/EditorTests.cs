using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A journey is edited: as a diagram, as a form and as text, which always say the same. Each test has a journey of its own.</summary>
[Collection(SharedConsole.Name)]
public sealed class EditorTests(ConsoleShop shop)
{
    private const string Saved = "下書きを保存しました";

    [ConsoleFact]
    public async Task Marketer_ChangesAStepInTheForm_AndTheTextFollows_AndTheDraftStays()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/journeys/new-follow");
        await page.GetByRole(AriaRole.Link, new() { Name = "編集する" }).ClickAsync();
        await OpensAsync(page);
        await reader.SeesAsync("公開中の内容です");
        await NodeOf(page, "care").ClickAsync();
        await page.GetByLabel("何日後").FillAsync("9");
        await page.GetByLabel("手段").SelectOptionAsync("line,email");
        await reader.SeesAsync(Saved);
        await NodeOf(page, "care").GetByText("9日後 19:30").WaitForAsync();
        await reader.ShootAsync("editor-form");
        await OpenTextAsync(page);
        string text = await TextOfAsync("drafts", "new-follow");
        Assert.Contains("  - id: care\n    after: 9d\n    at: \"19:30\"\n    expire: 3d\n    send: { channel: [line, email], message: new-care }\n", text, StringComparison.Ordinal);
        Assert.Contains("# For first-time buyers: how to use, care, whom to ask, and nothing else for sale.", text, StringComparison.Ordinal);
        await reader.ShootAsync("editor-yaml");
        Assert.Empty(await reader.FaultsAsync());

        await page.ReloadAsync();
        await OpensAsync(page);
        await NodeOf(page, "care").GetByText("9日後 19:30").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "下書きを取り消す" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "下書きを取り消す" }).ClickAsync();
        await NodeOf(page, "care").GetByText("7日後 19:30").WaitForAsync();
        await reader.SeesAsync("公開中の内容です");
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Text_ThatIsBroken_LeavesTheDiagram_AndSaysWhere()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/early-follow/edit");
        await OpensAsync(page);
        int before = await page.Locator(".react-flow__node").CountAsync();
        string text = await TextOfAsync("templates", "early-follow");
        await OpenTextAsync(page);
        await page.Locator(".cm-content").ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("  - { id: last, exit");
        await reader.SeesAsync($"YAMLの{text.TrimEnd('\n').Split('\n').Length + 1}行目が読めません");
        Assert.Equal(before, await page.Locator(".react-flow__node").CountAsync());
        await reader.ShootAsync("editor-broken");
        Assert.Empty(await reader.FaultsAsync());
        await page.Keyboard.TypeAsync(": true }");
        await NodeOf(page, "last").WaitForAsync();
        Assert.Equal(0, await page.GetByText("が読めません").CountAsync());
        await reader.SeesAsync(Saved);
        foreach (char _ in "  - { id: last, exit: true }")  // as many steps back as keys at the most
        {
            await page.Keyboard.PressAsync("Control+z");
        }

        await NodeOf(page, "last").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await reader.SeesAsync("公開中の内容です");
        using HttpResponseMessage draft = await shop.Http.GetAsync("/api/drafts/journey/early-follow");
        Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);  // what was taken back is no draft
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Marketer_WithoutAMouse_GoesAlong_Opens_Removes_AndTakesBack()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/before-lapse/edit");
        await OpensAsync(page);
        await page.Locator(".react-flow__node").First.FocusAsync();
        foreach (string key in new[] { "ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown" })
        {
            await page.Keyboard.PressAsync(key);
        }

        Assert.Equal("step:new", await page.EvaluateAsync<string>("() => document.activeElement.dataset.id"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement.id === 'panel-title'");
        await NodeOf(page, "new").FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await NodeOf(page, "new").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.WaitForFunctionAsync("() => document.activeElement.classList.contains('react-flow__node')");
        await page.Keyboard.PressAsync("Control+z");
        await NodeOf(page, "new").WaitForAsync();
        await page.Keyboard.PressAsync("Control+y");
        await NodeOf(page, "new").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Marketer_AddsAStep_AndDragsItElsewhere()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/anniversary/edit");
        await OpensAsync(page);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^ここにステップを加える: 注文|^ここにステップを加える: 初回") }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await reader.ShootAsync("editor-add");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "タグ" }).ClickAsync();
        await NodeOf(page, "tag").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await NodeOf(page, "tag").HoverAsync();
        await page.Mouse.DownAsync();
        ILocator arm = page.Locator(".react-flow__node[data-id='arm:by-rank:0']");
        await arm.HoverAsync();
        LocatorBoundingBoxResult box = (await arm.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + box.Height + 50, new() { Steps = 8 });
        await page.Locator("[data-target]").WaitForAsync();
        await page.Mouse.UpAsync();
        await reader.SeesAsync(Saved);
        const string Moved = "          - id: tag\n            tag: { add: [タグ] }\n          - { id: close,";
        await page.WaitForFunctionAsync("async moved => (await (await fetch('/api/drafts/journey/anniversary')).json()).text.includes(moved)", Moved);
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Two_WhoEditTheSame_SeeEachOther_AndLoseNothing()
    {
        await using Reader first = await shop.ReaderAsync();
        await using Reader second = await shop.ReaderAsync();
        foreach (Reader reader in new[] { first, second })
        {
            await reader.Page.GotoAsync("/journeys/prospect-follow/edit");
            await OpensAsync(reader.Page);
        }

        await first.Page.GetByLabel("名前", new() { Exact = true }).FillAsync("先の名前");
        await first.SeesAsync(Saved);
        await second.Page.GetByLabel("名前", new() { Exact = true }).FillAsync("後の名前");
        await second.SeesAsync("ほかの方も、この下書きを変えました");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "違いを見る" }).ClickAsync();
        await second.Page.GetByText("name: { ja: 先の名前").WaitForAsync();
        await second.ShootAsync("editor-conflict");
        Assert.Empty(await second.FaultsAsync());
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "相手の内容を使う" }).ClickAsync();
        await second.SeesAsync("「先の名前」を編集");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "元に戻す" }).ClickAsync();
        await second.SeesAsync("「後の名前」を編集");
    }

    [ConsoleFact]
    public async Task Finding_StandsAtItsStep_InTheFormAndInTheText()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync("/journeys/semi-royal-follow/edit");
        await OpensAsync(page);
        await NodeOf(page, "greeting").ClickAsync();
        await page.GetByLabel("手段").SelectOptionAsync("line");
        await NodeOf(page, "greeting").GetByText("確かめるところ 1件").WaitForAsync();
        await page.GetByText("LINEの友だちではない方には届きません。").WaitForAsync();
        await reader.ShootAsync("editor-finding");
        Assert.Empty(await reader.FaultsAsync());
        await OpenTextAsync(page);
        await page.Locator(".cm-lint-marker-warning").First.WaitForAsync();
        reader.ComplainsOfNothing();
    }

    private static async Task OpensAsync(IPage page)
    {
        await page.Locator(".react-flow__node").First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static ILocator NodeOf(IPage page, string step) => page.Locator($".react-flow__node[data-id='step:{step}']");

    private static async Task OpenTextAsync(IPage page)
    {
        await page.GetByText("YAML", new() { Exact = true }).ClickAsync();
        await page.Locator(".cm-content").WaitForAsync();
    }

    /// <summary>What the server keeps of a journey.</summary>
    /// <param name="what"><c>templates</c> or <c>drafts</c>.</param>
    private async Task<string> TextOfAsync(string what, string journey) =>
        (await shop.Http.GetFromJsonAsync<JsonElement>($"/api/{what}/journey/{journey}")).GetProperty("text").GetString()!;
}
