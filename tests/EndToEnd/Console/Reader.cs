using System.Text.Json;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.Playwright;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>Somebody who looks at the console in a window of their own.</summary>
internal sealed class Reader : IAsyncDisposable
{
    private const string RunAxe = """
        async () => (await axe.run(document, { resultTypes: ['violations'], iframes: false }))
            .violations.map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => n.html.slice(0, 200)).join(' | ')}`)
        """;

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Reader(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
    }

    public IPage Page { get; }

    /// <summary>What the browser has complained of: scripts that failed, and everything that the page's policy forbids.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Reader> OfAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(60_000);
        return new Reader(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();

    /// <summary>Opens a page and waits until nothing of it is still to come.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettledAsync();
    }

    /// <summary>Waits until nothing on the page is still to come.</summary>
    public async Task SettledAsync()
    {
        await Page.Locator("h1").First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => document.querySelectorAll('[role=status]').length === 0");
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>Evening comes: the page turns dark where it stands.</summary>
    public async Task DimAsync()
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Page.Locator("html[data-mantine-color-scheme=dark]").WaitForAsync();
        await SettledAsync();
    }

    /// <summary>What axe finds wrong with the page as it is.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Needs.Axe));  // not as a script of the page: its policy allows none
        JsonElement? faults = await Page.EvaluateAsync(RunAxe);
        return [.. faults!.Value.EnumerateArray().Select(f => f.GetString()!)];
    }

    /// <summary>For a person to look at.</summary>
    public Task ShootAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Repository.PathOf("artifacts", "screens", name + ".png"),
        FullPage = true,
    });

    /// <summary>The text of an element, once it is there.</summary>
    public async Task SeesAsync(string text) => await Page.GetByText(text).First.WaitForAsync();

    public void ComplainsOfNothing() => Assert.Empty(complaints);

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            complaints.Add(text);
        }
    }
}
