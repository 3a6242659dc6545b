using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>What can be known of how well plans work is said in words first, with the figures behind it.</summary>
[Collection(SharedConsole.Name)]
public sealed class ResultsTests(ConsoleShop shop)
{
    private const string Journey = "win-back";
    private const string Hypothesis = "ことばを変えると、お戻りが増える";

    [ConsoleFact]
    public async Task Verdict_StandsInTheWordsOfTheApi_WithItsFigures()
    {
        await PublishAsync();
        JsonElement verdict = await shop.Http.GetFromJsonAsync<JsonElement>($"/api/experiments/{Uri.EscapeDataString(Journey + ":versions")}");
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "検証" }).ClickAsync();
        ILocator sheet = page.GetByRole(AriaRole.Region, new() { Name = "休眠復活のお便り" });
        await sheet.GetByText(Hypothesis).WaitForAsync();
        await sheet.GetByText(verdict.GetProperty("words").GetProperty("ja").GetString()!).WaitForAsync();
        await sheet.GetByText("弱い根拠").WaitForAsync();
        await sheet.GetByText("判定のもとになった数字").ClickAsync();
        string entered = verdict.GetProperty("arms")[0].GetProperty("entered").GetInt64().ToString("N0", CultureInfo.InvariantCulture);
        await sheet.GetByRole(AriaRole.Row, new() { NameRegex = new($"^第1版 {entered} ") }).WaitForAsync();
        Assert.Empty(await reader.FaultsAsync());
        await reader.ShootAsync("results-verdict");
        reader.ComplainsOfNothing();
    }

    /// <summary>Each customer stands once on each side, and the sum is no rank.</summary>
    [ConsoleFact]
    public async Task Migration_ShowsEveryCustomerOnce()
    {
        int customers = (await shop.Http.GetFromJsonAsync<JsonElement>("/api/ranks")).GetProperty("models").EnumerateArray()
            .First(m => m.GetProperty("id").GetString() == "six-rank").GetProperty("ranks").EnumerateArray()
            .Sum(r => r.GetProperty("current").GetInt32() + r.GetProperty("lapsed").GetInt32());
        await using Reader reader = await shop.ReaderAsync();
        IPage page = reader.Page;
        await reader.OpenAsync("/results?tab=ranks");
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.GetByText("表で見る").ClickAsync();
        string[] sums = [.. await page.Locator("figure tbody tr > :last-child").AllTextContentsAsync()];
        Assert.Equal(customers, sums.Sum(s => int.Parse(s, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
        await page.GetByLabel("前の日").FillAsync("2026-03-03");  // after the last day
        await reader.SeesAsync("前の日は、後の日より前にしてください");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    [ConsoleFact]
    public async Task Funnel_OfAJourney_AndCurves_AreDrawn_AndFitAPhone()
    {
        await using Reader reader = await shop.ReaderAsync(width: 390, height: 844);
        IPage page = reader.Page;
        await reader.OpenAsync("/results?tab=funnel");
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.GetByLabel("シナリオ", new() { Exact = true }).SelectOptionAsync("thank-you");
        await page.GetByRole(AriaRole.Figure, new() { NameRegex = new("ご購入のお礼") }).WaitForAsync();
        await reader.ShootAsync("results-funnel-phone");
        await page.GetByRole(AriaRole.Tab, new() { Name = "初回購入月ごと" }).ClickAsync();
        await page.Locator("[data-drawn]").Nth(1).WaitForAsync();
        await reader.SettledAsync();
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(await reader.FaultsAsync());
        await page.GetByRole(AriaRole.Tab, new() { Name = "学びの記録" }).ClickAsync();
        await page.GetByLabel("仮説や判定の言葉で探す").FillAsync("そのような学びはない");
        await reader.SeesAsync("この言葉の学びはありません");
        Assert.Empty(await reader.FaultsAsync());
        reader.ComplainsOfNothing();
    }

    /// <summary>A second version of a journey that no other test looks at, with what is expected of it.</summary>
    private async Task PublishAsync()
    {
        JsonElement live = await shop.Http.GetFromJsonAsync<JsonElement>($"/api/templates/journey/{Journey}");
        using HttpRequestMessage keep = new(HttpMethod.Put, $"/api/drafts/journey/{Journey}")
        {
            Content = JsonContent.Create(new { text = live.GetProperty("text").GetString() + "# The same, once more.\n", basedOn = live.GetProperty("template").GetProperty("hash").GetString(), by = (string?)null }),
        };
        keep.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        using HttpResponseMessage kept = await shop.Http.SendAsync(keep);
        kept.EnsureSuccessStatusCode();
        string tag = (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("draft").GetProperty("tag").GetString()!;
        using HttpResponseMessage published = await shop.Http.PostAsJsonAsync("/api/publish", new
        {
            drafts = new[] { new { kind = "journey", name = Journey, tag } },
            hypotheses = new[] { new { kind = "journey", name = Journey, text = Hypothesis, metric = "purchase", expected = "3pt", checkOn = "2026-04-01" } },
            key = Guid.NewGuid().ToString("N"),
            by = "佐藤",
            why = "試すため",
            policy = "pin",
        });
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync());
    }
}
