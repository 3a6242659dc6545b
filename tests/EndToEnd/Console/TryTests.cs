using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A plan is tried on past orders before it goes live.</summary>
[Collection(SharedConsole.Name)]
public sealed class TryTests(ConsoleShop shop) : IAsyncLifetime
{
    private const string Journey = "early-follow";
    private const string Begin = "試算を始める";

    /// <summary>More than a year passes twice; the machine may be busy.</summary>
    private const int PatienceMs = 300_000;

    /// <summary>Others may have left drafts that cannot be tried, and expect none of ours.</summary>
    public Task InitializeAsync() => shop.GiveUpDraftsAsync();

    public Task DisposeAsync() => shop.GiveUpDraftsAsync();

    [ConsoleFact]
    public async Task Marketer_TriesADraft_AndSeesItBesideWhatIsLive()
    {
        await DraftAsync();
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await page.GotoAsync($"/journeys/{Journey}/edit");
        await page.GetByRole(AriaRole.Link, new() { Name = "試算する" }).ClickAsync();
        await reader.SeesAsync("まだ試算していません");
        await reader.ShootAsync("try-empty");
        Assert.Empty(await reader.FaultsAsync());

        await page.GetByText("直近90日").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = Begin }).ClickAsync();
        await page.GetByRole(AriaRole.Progressbar).WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "結果", Exact = true }).WaitForAsync(new() { Timeout = PatienceMs });
        await page.Locator("[data-drawn]").WaitForAsync();
        string[] sent = await CellsAsync(page.GetByRole(AriaRole.Row, new() { NameRegex = new("^配信（通）") }).GetByRole(AriaRole.Cell));
        Assert.Equal(await DaysAsync(page, 1), int.Parse(sent[0].Replace(",", "", StringComparison.Ordinal), null));
        Assert.Equal(await DaysAsync(page, 2), int.Parse(sent[1].Replace(",", "", StringComparison.Ordinal), null));
        await page.Locator(".mantine-Accordion-control").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "お客さまのページを開く" }).First.WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("try-ja-light");
        reader.ComplainsOfNothing();

        string address = new Uri(page.Url).PathAndQuery;
        await page.GotoAsync($"/journeys/{Journey}/publish");
        await page.GetByRole(AriaRole.Link, new() { Name = "試算する" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "結果", Exact = true }).WaitForAsync();
        await LooksFitAsync(address, "en", ColorScheme.Light, 1360);
        await LooksFitAsync(address, "ja", ColorScheme.Dark, 1360);
        await LooksFitAsync(address, "ja", ColorScheme.Light, 390);
    }

    [ConsoleFact]
    public async Task Marketer_StopsATrial()
    {
        await using Reader reader = await shop.ReaderAsync();
        await reader.OpenAsync("/journeys/new-follow/try");
        ILocator live = reader.Page.GetByLabel("公開中だけ");
        if (await live.CountAsync() > 0)
        {
            await live.CheckAsync();
        }

        await reader.Page.GetByRole(AriaRole.Button, new() { Name = Begin }).ClickAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "試算を止める" }).ClickAsync();
        await reader.SeesAsync("試算を止めました");
        Assert.True(await reader.Page.GetByRole(AriaRole.Button, new() { Name = Begin }).IsEnabledAsync());
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    /// <summary>A letter goes two days later.</summary>
    private async Task DraftAsync()
    {
        JsonElement live = await shop.Http.GetFromJsonAsync<JsonElement>($"/api/templates/journey/{Journey}");
        string text = live.GetProperty("text").GetString()!;
        string other = text.Replace("after: 3d", "after: 5d", StringComparison.Ordinal);
        Assert.NotEqual(text, other);
        using HttpRequestMessage keep = new(HttpMethod.Put, $"/api/drafts/journey/{Journey}")
        {
            Content = JsonContent.Create(new { text = other, basedOn = live.GetProperty("template").GetProperty("hash").GetString(), by = (string?)null }),
        };
        keep.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using HttpResponseMessage kept = await shop.Http.SendAsync(keep);
        kept.EnsureSuccessStatusCode();
    }

    private async Task LooksFitAsync(string address, string language, ColorScheme scheme, int width)
    {
        await using Reader reader = await shop.ReaderAsync(language, scheme, width);
        await reader.OpenAsync(address);
        await reader.Page.Locator("[data-drawn]").WaitForAsync();
        Assert.True(await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync($"try-{language}-{scheme}-{width}".ToLowerInvariant());
        reader.ComplainsOfNothing();
    }

    /// <summary>All messages of the table beside the chart.</summary>
    private static async Task<int> DaysAsync(IPage page, int column) =>
        (await CellsAsync(page.Locator($"figure tbody tr > :nth-child({column + 1})"))).Sum(c => int.Parse(c.Replace(",", "", StringComparison.Ordinal), null));

    private static async Task<string[]> CellsAsync(ILocator cells) => [.. (await cells.AllTextContentsAsync()).Select(c => c.Trim())];
}
