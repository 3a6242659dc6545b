using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Console;

/// <summary>Every page in both languages, in light and dark, and on a phone: nothing is wrong for those who cannot see or use a mouse,
/// the browser complains of nothing, and a picture of each is kept for a person to look at.</summary>
[Collection(SharedConsole.Name)]
public sealed class PagesTests(ConsoleShop shop)
{
    private static readonly string[] Pages = ["/", "/customers", "/ranks", "/journeys", "/journeys/repeater-follow", "/journeys/repeater-follow/edit", "/messages", "/messages?tab=parts", "/messages?tab=images", "/sends", "/certificates", "/settings", "/attention", "/sends?state=held", "/results", "/results?tab=funnel", "/results?tab=cohorts", "/results?tab=ranks", "/results?tab=log", "/calendar", "/settings/configuration"];

    public static TheoryData<string> Paths => [.. Pages];

    [ConsoleTheory]
    [MemberData(nameof(Paths))]
    public async Task Page_InEveryLanguageAndScheme_IsFitForEverybody(string path)
    {
        foreach (string language in new[] { "ja", "en" })
        {
            await using Reader reader = await shop.ReaderAsync(language);
            await reader.OpenAsync(path);
            await LooksFitAsync(reader, $"{NameOf(path)}-{language}-light");
            Assert.Equal(language, await reader.Page.GetAttributeAsync("html", "lang"));
            if (language == "ja")
            {
                await reader.DimAsync();
                await LooksFitAsync(reader, $"{NameOf(path)}-{language}-dark");
            }

            reader.ComplainsOfNothing();
        }
    }

    /// <summary>Nothing that is read as text may be left in the other language.</summary>
    [ConsoleTheory]
    [InlineData("/")]
    [InlineData("/customers")]
    [InlineData("/settings")]
    public async Task Page_InEnglish_HasNoJapaneseOfItsOwn(string path)
    {
        await using Reader reader = await shop.ReaderAsync("en");
        await reader.OpenAsync(path);
        string[] headings = [.. await reader.Page.Locator("h1, h2, th, nav a, label").AllInnerTextsAsync()];
        Assert.NotEmpty(headings);
        Assert.DoesNotContain(headings, h => h.Any(c => c is >= '\u3040' and <= '\u9fff'));
    }

    [ConsoleTheory]
    [InlineData("/")]
    [InlineData("/customers")]
    [InlineData("/journeys/repeater-follow")]
    [InlineData("/sends")]
    [InlineData("/calendar")]
    public async Task Page_OnAPhone_FitsItsWidth(string path)
    {
        await using Reader reader = await shop.ReaderAsync(width: 390, height: 844);
        await reader.OpenAsync(path);
        await reader.ShootAsync($"{NameOf(path)}-phone");
        Assert.True(await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390);
        Assert.Empty(await reader.FaultsAsync());
    }

    [ConsoleFact]
    public async Task Address_OfNothing_SaysSo()
    {
        await using Reader reader = await shop.ReaderAsync();
        await reader.Page.GotoAsync("/journeys/no-such-journey");
        await reader.SeesAsync("見つかりません");
        Assert.Empty(await reader.FaultsAsync());
    }

    private static async Task LooksFitAsync(Reader reader, string name)
    {
        await reader.ShootAsync(name);
        Assert.Empty(await reader.FaultsAsync());
    }

    private static string NameOf(string path) => path == "/" ? "home" : path.Trim('/').Replace('/', '-').Replace("?", "-", StringComparison.Ordinal).Replace('=', '-');
}
