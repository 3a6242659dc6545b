using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>How the console comes to its reader, and what it says when something is in the way.</summary>
[Collection(SharedConsole.Name)]
public sealed class ServingTests(ConsoleShop shop)
{
    private const int ScriptBytesMax = 400 * 1024;

    /// <summary>Packed with gzip; browsers that take Brotli get less.</summary>
    [ConsoleFact]
    public async Task FirstPage_TakesLittle()
    {
        await using Reader reader = await shop.ReaderAsync();
        HashSet<string> scripts = [];
        reader.Page.Request += (_, request) =>
        {
            if (request.ResourceType is "script" || request.Url.EndsWith(".js", StringComparison.Ordinal))
            {
                scripts.Add(request.Url);
            }
        };
        await reader.OpenAsync("/");
        long sum = 0;
        foreach (string script in scripts)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, script);
            request.Headers.Add("Accept-Encoding", "gzip");
            using HttpResponseMessage answer = await shop.Http.SendAsync(request);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            sum += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(scripts.Count, 3, 100);
        Assert.InRange(sum, 1, ScriptBytesMax);
    }

    [ConsoleFact]
    public async Task Server_ThatIsGone_IsSaidWithTheRemedy_AndTriedAgain()
    {
        await using Reader reader = await shop.ReaderAsync();
        await reader.Page.RouteAsync(new Regex("/(api|healthz)"), route => route.AbortAsync());
        await reader.Page.GotoAsync("/ranks");
        await reader.SeesAsync("サーバーにつながりません");
        await reader.SeesAsync("./followup up");
        await reader.ShootAsync("unreachable-ja-light");
        Assert.Empty(await reader.FaultsAsync());
        await reader.Page.UnrouteAllAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "もう一度読み込む" }).First.ClickAsync();
        await reader.SeesAsync("準ロイヤル");
    }

    [ConsoleFact]
    public async Task Reader_WhoIsElsewhere_IsAskedForAKey()
    {
        await using Reader reader = await shop.ReaderAsync(isAway: true);
        await reader.Page.GotoAsync("/customers");
        await reader.SeesAsync("鍵を入力してください");
        await reader.ShootAsync("key-ja-light");
        Assert.Empty(await reader.FaultsAsync());
        await reader.Page.GetByLabel("APIの鍵").FillAsync("wrong");
        await reader.Page.Keyboard.PressAsync("Enter");
        await reader.SeesAsync("この鍵では入れませんでした");
    }

    [ConsoleTheory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/journeys/new-follow", HttpStatusCode.OK)]
    [InlineData("/results", HttpStatusCode.OK)]
    [InlineData("/calendar?month=2026-03", HttpStatusCode.OK)]
    [InlineData("/elsewhere", HttpStatusCode.NotFound)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    public async Task Address_IsThePage_OnlyWhereTheConsoleHasOne(string path, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await shop.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, answer.Headers.Contains("Content-Security-Policy"));
        Assert.Equal(status == HttpStatusCode.OK ? "text/html" : "application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
