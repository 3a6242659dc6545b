using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A filter is kept under a name, found again by others, and goes; and the settings try the connections of channels.</summary>
[Collection(SharedConsole.Name)]
public sealed class SegmentTests(ConsoleShop shop)
{
    [ConsoleFact]
    public async Task Filter_KeptUnderAName_IsFoundAgain_AndWhomABroadcastIsFor()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/customers?rank=new&half=lapsed");
        await page.GetByRole(AriaRole.Button, new() { Name = "この条件を保存する" }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("名前").FillAsync("離れた新規の方");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "保存する" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "名前を変える" }).WaitForAsync();
        await reader.ShootAsync("segments");
        Assert.Empty(await reader.FaultsAsync());

        await using Reader other = await shop.ReaderAsync();
        await other.OpenAsync("/customers");
        await other.Page.GetByLabel("保存した条件").First.ClickAsync();
        await other.Page.GetByRole(AriaRole.Option, new() { Name = "離れた新規の方" }).ClickAsync();
        await other.Page.WaitForURLAsync("**/customers?*half=lapsed*");
        await other.OpenAsync("/calendar");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "新しい一斉配信" }).ClickAsync();
        await other.Page.GetByLabel("だれに送るか").SelectOptionAsync("離れた新規の方");
        Assert.Empty(await other.FaultsAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "削除する" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "削除する" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "この条件を保存する" }).WaitForAsync();
        JsonElement left = await shop.Http.GetFromJsonAsync<JsonElement>("/api/segments");
        Assert.Empty(left.GetProperty("items").EnumerateArray());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Connection_OfAShopThatIsTriedOut_SaysThatNothingLeaves()
    {
        await using Reader reader = await shop.ReaderAsync();
        await reader.OpenAsync("/settings");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "LINEの接続テスト" }).ClickAsync();
        await reader.SeesAsync("送信箱に書き込めます。配信は外に出ません。");
        await reader.ShootAsync("settings-connection");
        Assert.Empty(await reader.FaultsAsync());
    }
}
