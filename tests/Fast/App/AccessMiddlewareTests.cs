using System.Net;
using System.Security.Claims;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.Tests.Fast.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

public sealed class AccessMiddlewareTests
{
    private static readonly SignInSettings People = new(new Dictionary<string, Role> { ["sato@shop.example"] = Role.Editor }, null, false);

    private readonly RememberedLog<AccessMiddleware> log = new();

    [Theory]
    [InlineData("/api", false)]
    [InlineData("/api/review", false)]
    [InlineData("/API/review", false)]
    [InlineData("/openapi/v1.json", false)]
    [InlineData("/", true)]
    [InlineData("/health", true)]
    [InlineData("/apiary", true)]
    public async Task InvokeAsync_StrangerWithoutAKey_ReachesOnlyWhatIsOpen(string path, bool isOpen)
    {
        HttpContext context = Stranger(path);
        Assert.Equal(isOpen, await Reaches(Middleware(), context));
        Assert.Equal(isOpen ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized, context.Response.StatusCode);
        Assert.Equal(isOpen ? "" : "Bearer", context.Response.Headers.WWWAuthenticate.ToString());
    }

    [Fact]
    public async Task InvokeAsync_ThePersonAtTheMachine_ReachesTheApi()
    {
        HttpContext context = Stranger("/api/review");
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new HostString("localhost", 7071);
        Assert.True(await Reaches(Middleware(), context));
        Assert.Empty(log.Entries);
    }

    [Fact]
    public async Task InvokeAsync_ManyRefusals_LogTheRemedyOnce()
    {
        AccessMiddleware middleware = Middleware();
        await Reaches(middleware, Stranger("/api/review"));
        await Reaches(middleware, Stranger("/api/outbox"));
        Assert.Contains("Access:KeyHashes", Assert.Single(log.Entries), StringComparison.Ordinal);
    }

    /// <summary>The session's cookie goes with every request of the browser, whichever page makes it.</summary>
    [Theory]
    [InlineData("GET", "cross-site", true)]
    [InlineData("POST", "same-origin", true)]
    [InlineData("POST", "cross-site", false)]
    [InlineData("PUT", "same-site", false)]
    [InlineData("DELETE", null, false)]
    public async Task InvokeAsync_Session_ChangesOnlyFromOwnPages(string method, string? site, bool isAdmitted)
    {
        HttpContext context = Stranger("/api/review/x/replay");
        context.Request.Method = method;
        context.Request.Headers["Sec-Fetch-Site"] = site;
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "sato@shop.example")], SignInServices.Session));
        Assert.Equal(isAdmitted, await Reaches(Middleware(), context));
        Assert.Equal(isAdmitted ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden, context.Response.StatusCode);
    }

    private AccessMiddleware Middleware() => new(
        context =>
        {
            context.Items["reached"] = true;
            return Task.CompletedTask;
        },
        new AccessRule(new ApiKeys([]), People, isBehindAnother: false),
        log);

    private static async Task<bool> Reaches(AccessMiddleware middleware, HttpContext context)
    {
        await middleware.InvokeAsync(context);
        return context.Items.ContainsKey("reached");
    }

    private static DefaultHttpContext Stranger(string path)
    {
        DefaultHttpContext context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        context.Request.Path = path;
        return context;
    }
}
