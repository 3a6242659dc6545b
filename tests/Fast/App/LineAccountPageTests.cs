using FollowUpFlows.App.Api;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>The pages that connect LINE accounts, as a browser gets them.</summary>
public sealed class LineAccountPageTests
{
    private const string Path = "/l/x.y";

    public static TheoryData<LineAccountState, int> States => new()
    {
        { LineAccountState.Open, 200 },
        { LineAccountState.Asked, 200 },
        { LineAccountState.Connected, 200 },
        { LineAccountState.ConnectedByShop, 200 },
        { LineAccountState.TooOften, 429 },
        { LineAccountState.Unknown, 404 },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task Page_OfEachState_IsWholeInBothLanguagesAndRunsNothing(LineAccountState state, int status)
    {
        foreach ((Language language, string tag) in new[] { (Language.Ja, "ja"), (Language.En, "en") })
        {
            (HttpResponse response, string html) = await AnswerAsync(new LineAccountPage(Path, language).Show(state));
            Assert.Equal((status, "no-store"), (response.StatusCode, response.Headers.CacheControl.ToString()));
            Assert.Contains($"<html lang=\"{tag}\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("form-action 'self';", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Form_AsksForOneAddressWithALabel_AndKeepsTheLanguage()
    {
        (_, string html) = await AnswerAsync(new LineAccountPage(Path, Language.En).Show(LineAccountState.Open));
        Assert.Contains("<form method=\"post\" action=\"/l/x.y?lang=en\"><label for=\"email\">", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"email\" id=\"email\" name=\"email\" required", html, StringComparison.Ordinal);
        Assert.Contains("disconnect on this page", html, StringComparison.Ordinal);  // it must be said when connecting
        Assert.Contains("no consent", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_OfNoAddress_SaysSoAtTheField()
    {
        (HttpResponse response, string html) = await AnswerAsync(new LineAccountPage(Path, Language.Ja).Refused());
        Assert.Equal(400, response.StatusCode);
        Assert.Contains("role=\"alert\"><p id=\"fault\">", html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\" aria-describedby=\"fault\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connected_OffersToTakeItApart()
    {
        (_, string html) = await AnswerAsync(new LineAccountPage(Path, Language.Ja).Show(LineAccountState.Connected));
        Assert.Contains("name=\"disconnect\" value=\"1\">連携を解除する", html, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"email\"", html[html.IndexOf("<main>", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    /// <summary>Browsers hold the policy against where the form's answer leads, too.</summary>
    [Fact]
    public async Task MailedLink_LetsTheFormLeadToLine()
    {
        (HttpResponse response, string html) = await AnswerAsync(
            LineConnectPage.Of(ConnectStart.Open, "/k/x.1.y", Language.Ja, new Uri("https://access.line.me/dialog/bot/accountLink?linkToken=&nonce=")));
        Assert.Contains("form-action 'self' https://access.line.me;", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\" action=\"/k/x.1.y\">", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectStart.Over, 410)]
    [InlineData(ConnectStart.Taken, 409)]
    [InlineData(ConnectStart.Unavailable, 503)]
    public async Task MailedLink_ThatDoesNotWork_SaysWhy(ConnectStart state, int status)
    {
        foreach (Language language in Enum.GetValues<Language>())
        {
            (HttpResponse response, string html) = await AnswerAsync(LineConnectPage.Of(state, "/k/x.1.y", language, null));
            Assert.Equal(status, response.StatusCode);
            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Continue_LeadsOnceWithoutAReferrerAndIsNotKept()
    {
        (HttpResponse response, _) = await AnswerAsync(LineConnectPage.Continue(new Uri("https://access.line.me/dialog/bot/accountLink?linkToken=a%2Bb&nonce=c%3D")));
        Assert.Equal(
            (303, "https://access.line.me/dialog/bot/accountLink?linkToken=a%2Bb&nonce=c%3D", "no-store", "no-referrer"),
            (response.StatusCode, response.Headers.Location.ToString(), response.Headers.CacheControl.ToString(), response.Headers["Referrer-Policy"].ToString()));
    }

    private static async Task<(HttpResponse Response, string Html)> AnswerAsync(IResult result)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new();
        context.Response.Body = body;
        await result.ExecuteAsync(context);
        return (context.Response, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
