using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A broadcast is moved in the calendar, by mouse and by keyboard, and back; and another is paused, let go on and called off.</summary>
[Collection(SharedConsole.Name)]
public sealed class CalendarTests(ConsoleShop shop) : IAsyncLifetime
{
    private const string News = """
        id: spring-news
        name: 春のお知らせ
        purpose: marketing
        trigger:
          type: broadcast
          on: 2026-03-10
        steps:
          - { id: mail, after: 0d, send: { channel: [email], message: thank-you } }

        """;

    public async Task InitializeAsync()
    {
        await shop.GiveUpDraftsAsync();
        if (Needs.Missing is null)
        {
            using HttpRequestMessage write = new(HttpMethod.Put, "/api/drafts/campaign/spring-news") { Content = JsonContent.Create(new { text = News }) };
            write.Headers.IfNoneMatch.ParseAdd("*");
            using HttpResponseMessage written = await shop.Http.SendAsync(write);
            written.EnsureSuccessStatusCode();
        }
    }

    public Task DisposeAsync() => shop.GiveUpDraftsAsync();

    [ConsoleFact]
    public async Task Broadcast_IsDraggedToAnotherDay_AndBack_AndMovedByKeys()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/calendar");
        ILocator chip = page.Locator("[draggable=true]", new() { HasText = "春のお知らせ" });
        await Day(page, "2026-03-20").GetByText("春分の日").WaitForAsync();
        await chip.DragToAsync(Day(page, "2026-03-17"));
        await reader.SeesAsync("「春のお知らせ」を 2026年3月17日(火) へ移しました。公開すると、この日に配信されます。");
        Assert.Equal("2026-03-17", await DraftedOnAsync());
        await Day(page, "2026-03-17").GetByText("春のお知らせ").WaitForAsync();
        await reader.ShootAsync("calendar-moved");
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "元に戻す" }).ClickAsync();
        await reader.SeesAsync("「春のお知らせ」を元の日に戻しました。");
        Assert.Equal("2026-03-10", await DraftedOnAsync());

        await chip.DragToAsync(Day(page, "2026-03-01"));
        await reader.SeesAsync("その日の配信時刻は、もう過ぎています。");
        Assert.Equal("2026-03-10", await DraftedOnAsync());

        await Day(page, "2026-03-01").FocusAsync();
        foreach (string key in new[] { "ArrowDown", "ArrowRight", "ArrowRight", "Enter", "Tab", "Tab", "Tab", "Enter" })
        {
            await page.Keyboard.PressAsync(key);  // to the 10th, into its panel, past two links to the button
        }

        await page.GetByLabel("移す日").FillAsync("2026-04-01");
        await page.Keyboard.PressAsync("Enter");
        await reader.SeesAsync("「春のお知らせ」を 2026年4月1日(水) へ移しました。");
        Assert.Equal("2026-04-01", await DraftedOnAsync());
    }

    /// <summary>The demo's next newsletter: nobody needs it afterwards.</summary>
    [ConsoleFact]
    public async Task Broadcast_IsPaused_IsToDecide_GoesOn_AndIsCalledOff()
    {
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/calendar?day=" + (await BroadcastAsync("newsletter-2")).GetProperty("on").GetString());
        ILocator letter = page.GetByRole(AriaRole.Region, new() { Name = "季節のお便り（次回）" });
        await letter.GetByText("開始時刻になると、自動で始まります。").WaitForAsync();
        await letter.GetByText("1時間に500人ずつ").WaitForAsync();
        await ActAsync(page, letter, "一時停止する", "文面を見直すため");
        await letter.GetByText("一時停止中です。").WaitForAsync();
        Assert.Equal("paused", await StateAsync());
        await reader.ShootAsync("calendar-paused");
        Assert.Empty(await reader.FaultsAsync());

        await reader.OpenAsync("/attention");
        await reader.SeesAsync("佐藤 さんが止めました。");
        await reader.ShootAsync("attention-paused");
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "一斉配信「季節のお便り（次回）」が一時停止中です" }).ClickAsync();
        await ActAsync(page, letter, "再開する", "直したため");
        await letter.GetByText("開始時刻になると、自動で始まります。").WaitForAsync();
        Assert.Equal("scheduled", await StateAsync());

        await ActAsync(page, letter, "中止する", "季節が過ぎたため");
        await letter.GetByText("中止しました。").WaitForAsync();
        Assert.Equal("cancelled", await StateAsync());
        Assert.Equal(0, await letter.GetByRole(AriaRole.Button).CountAsync());
        reader.ComplainsOfNothing();

        async Task<string?> StateAsync() => (await BroadcastAsync("newsletter-2")).GetProperty("state").GetString();
    }

    /// <summary>Presses a button of the panel and says in its dialog who does it, and why.</summary>
    private static async Task ActAsync(IPage page, ILocator panel, string act, string why)
    {
        await panel.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("お名前").FillAsync("佐藤");
        await dialog.GetByLabel("理由").FillAsync(why);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    private static ILocator Day(IPage page, string on) => page.Locator($"[data-day='{on}']");

    private async Task<string?> DraftedOnAsync() => (await BroadcastAsync("spring-news")).GetProperty("draft").GetProperty("on").GetString();

    private async Task<JsonElement> BroadcastAsync(string id)
    {
        JsonElement year = await shop.Http.GetFromJsonAsync<JsonElement>("/api/calendar?from=2026-01-01&until=2026-12-31");
        return year.GetProperty("broadcasts").EnumerateArray().Single(b => b.GetProperty("id").GetString() == id);
    }
}
