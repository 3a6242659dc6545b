using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>A small demo shop with a server on it, and a browser that looks at it: one for all tests of the console.</summary>
public sealed class ConsoleShop : IAsyncLifetime, IDisposable
{
    /// <summary>A Monday.</summary>
    private const string Clock = "2026-03-02T09:00:00+09:00";

    /// <summary>Enough customers for every rank and for more than one page.</summary>
    private const string SomeCustomers = "30";

    private readonly TemporaryFolder folder = new();
    private FollowUpServer? server;
    private IPlaywright? playwright;
    private IBrowser? browser;

    internal HttpClient Http => server!.Http;

    internal Uri Address => Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        if (Needs.Missing is not null)
        {
            return;
        }

        Assert.True(Needs.Chromium is not null, "Chromium is missing: install chromium and fonts-noto-cjk.");
        server = await FollowUpServer.StartAsync(folder.PathOf("demo"), ["--clock", Clock, "--speed", "1", "--every-nth", SomeCustomers], null, "demo");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Needs.Chromium,
            Args = ["--no-sandbox", "--font-render-hinting=none"],  // the tests' own pages alone
        });
    }

    public async Task DisposeAsync()
    {
        await (browser?.CloseAsync() ?? Task.CompletedTask);
        playwright?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Nobody is writing anything any more.</summary>
    internal async Task GiveUpDraftsAsync()
    {
        if (server is null)
        {
            return;
        }

        JsonElement drafts = await Http.GetFromJsonAsync<JsonElement>("/api/drafts?limit=200");
        foreach (JsonElement draft in drafts.GetProperty("items").EnumerateArray())
        {
            using HttpRequestMessage remove = new(HttpMethod.Delete, $"/api/drafts/{draft.GetProperty("kind")}/{draft.GetProperty("name")}");
            remove.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{draft.GetProperty("tag")}\""));
            using HttpResponseMessage removed = await Http.SendAsync(remove);
            removed.EnsureSuccessStatusCode();
        }
    }

    /// <summary>A new reader at a desk, in Tokyo, who has never been here.</summary>
    /// <param name="isAway">Not at the machine itself: a key is needed.</param>
    internal async Task<Reader> ReaderAsync(string language = "ja", ColorScheme scheme = ColorScheme.Light, int width = 1360, int height = 900, bool isAway = false)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "ja-JP",
            TimezoneId = "Asia/Tokyo",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = isAway ? [KeyValuePair.Create("X-Forwarded-For", "203.0.113.7")] : [],
        });
        const string Key = "'followupflows.locale'";
        await context.AddInitScriptAsync($"if (window === top) localStorage.setItem({Key}, localStorage.getItem({Key}) ?? '{language}')");  // frames have no storage
        return await Reader.OfAsync(context);
    }
}

/// <summary>Tests of the console share one shop.</summary>
[CollectionDefinition(Name)]
public sealed class SharedConsole : ICollectionFixture<ConsoleShop>
{
    public const string Name = "console";
}
