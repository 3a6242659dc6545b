using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>People sign in from elsewhere at a provider, and do what their role may; a browser by hand, so that every cookie is seen.</summary>
public sealed class SignInTests : IAsyncLifetime, IDisposable
{
    private const string Editor = "sato@shop.example";
    private const string Viewer = "mori@shop.example";

    private readonly FakeIdentityProvider provider = new();
    private readonly CookieContainer cookies = new();
    private readonly ShopFolder folder;
    private FollowUpServer server = null!;
    private HttpClient browser = null!;

    public SignInTests() => folder = new ShopFolder(new Dictionary<string, object>
    {
        ["Access"] = new
        {
            Oidc = new { Authority = provider.Authority.ToString(), FakeIdentityProvider.ClientId, FakeIdentityProvider.ClientSecret },
            Users = new[] { new { Name = Editor, Role = "editor" }, new { Name = Viewer, Role = "viewer" } },
            Keys = new { tool = new { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ShopFolder.ApiKey))), Role = "viewer" } },
        },
    });

    async Task IAsyncLifetime.InitializeAsync()
    {
        server = await FollowUpServer.StartAsync(folder.Path);
        browser = Browser(cookies);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        browser.Dispose();
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Editor_SignsInGoesOnChangesAndSignsOut()
    {
        JsonElement refused = await JsonAsync(await browser.GetAsync("/api/me"), HttpStatusCode.Unauthorized);
        Assert.Equal("/auth/sign-in", refused.GetProperty("signIn").GetString());

        provider.Person = new() { ["email"] = "Sato@shop.example", ["email_verified"] = true };
        using HttpResponseMessage entered = await SignInAsync("/customers?rank=new");
        Assert.Equal((HttpStatusCode.Redirect, "/customers?rank=new"), (entered.StatusCode, entered.Headers.Location?.ToString()));
        string session = Assert.Single(entered.Headers.GetValues("Set-Cookie"), c => c.StartsWith("followup=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sato", session, StringComparison.OrdinalIgnoreCase);

        JsonElement me = await JsonAsync(await browser.GetAsync("/api/me"), HttpStatusCode.OK);
        Assert.Equal(("editor", "session"), (me.GetProperty("role").GetString(), me.GetProperty("way").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("cross-site"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("same-origin"));  // may, and there is no such message

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/auth/sign-out", null)).StatusCode);
        using HttpRequestMessage leave = new(HttpMethod.Post, "/auth/sign-out");
        leave.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(leave)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/me")).StatusCode);
        Assert.All(new[] { Editor, FakeIdentityProvider.ClientSecret, "code=" }, secret => Assert.DoesNotContain(secret, server.Log, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Viewer_LooksAndChangesNothing()
    {
        provider.Person = new() { ["email"] = Viewer };
        await SignInAsync("/");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/customers")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("same-origin"));
        using HttpRequestMessage search = new(HttpMethod.Post, "/api/customers/search") { Content = new StringContent("""{"text":"hanako@example.com"}""", Encoding.UTF8, "application/json") };
        search.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(search)).StatusCode);
    }

    [Theory]
    [InlineData("ito@shop.example", null, false, HttpStatusCode.Forbidden)] // not one of the people
    [InlineData(Editor, false, false, HttpStatusCode.Forbidden)] // the provider has not checked the address
    [InlineData(Editor, true, true, HttpStatusCode.BadRequest)] // not signed by the provider
    public async Task Somebody_WhoMayNot_GetsNoSession(string email, bool? isVerified, bool forges, HttpStatusCode expected)
    {
        provider.Person = new() { ["email"] = email };
        provider.Forges = forges;
        if (isVerified is { } verified)
        {
            provider.Person["email_verified"] = verified;
        }

        using HttpResponseMessage answer = await SignInAsync("/");
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/me")).StatusCode);
    }

    /// <summary>Whoever makes somebody follow such an address must not sign them in as another, nor lead them elsewhere.</summary>
    [Fact]
    public async Task Callback_OfAnotherBrowser_IsRefused()
    {
        provider.Person = new() { ["email"] = Editor };
        using HttpClient other = Browser(new CookieContainer());
        string callback = await AtProviderAsync("/");
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GetAsync(callback)).StatusCode);
        foreach (string elsewhere in new[] { "https://evil.example/", "//evil.example", "/\\evil.example" })
        {
            using HttpResponseMessage entered = await SignInAsync(elsewhere);
            Assert.Equal("/", entered.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task Key_OfAViewer_ChangesNothing()
    {
        using HttpRequestMessage look = WithKey(HttpMethod.Get, "/api/me");
        JsonElement me = await JsonAsync(await browser.SendAsync(look), HttpStatusCode.OK);
        Assert.Equal(("tool", "viewer", "key"), (me.GetProperty("name").GetString(), me.GetProperty("role").GetString(), me.GetProperty("way").GetString()));
        using HttpRequestMessage change = WithKey(HttpMethod.Post, "/api/review/x/replay");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(change)).StatusCode);
    }

    private static HttpRequestMessage WithKey(HttpMethod method, string path)
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.Add("Authorization", $"Bearer {ShopFolder.ApiKey}");
        return request;
    }

    private async Task<HttpResponseMessage> SignInAsync(string to) => await browser.GetAsync(await AtProviderAsync(to));

    /// <summary>To the provider and, without a question, back: the path at which the browser arrives here again.</summary>
    private async Task<string> AtProviderAsync(string to)
    {
        using HttpResponseMessage asked = await browser.GetAsync($"/auth/sign-in?to={Uri.EscapeDataString(to)}");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using HttpClient elsewhere = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using HttpResponseMessage back = await elsewhere.GetAsync(asked.Headers.Location);
        return back.Headers.Location!.PathAndQuery;
    }

    private async Task<HttpStatusCode> PostAsync(string site)
    {
        using HttpRequestMessage change = new(HttpMethod.Post, "/api/review/x/replay");
        change.Headers.Add("Sec-Fetch-Site", site);
        using HttpResponseMessage answer = await browser.SendAsync(change);
        return answer.StatusCode;
    }

    /// <summary>Of somebody who is not at the machine.</summary>
    private HttpClient Browser(CookieContainer kept)
    {
        HttpClient made = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = kept }) { BaseAddress = server.Http.BaseAddress };
        made.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        return made;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
