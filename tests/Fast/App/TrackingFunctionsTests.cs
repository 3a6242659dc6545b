using FollowUpFlows.App.Functions;
using FollowUpFlows.Tests.Fast.Pipeline.Tracking;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>The answers to visitors of links and pictures.</summary>
public sealed class TrackingFunctionsTests
{
    private readonly RememberedLog<TrackingFunctions> log = new();

    [Fact]
    public async Task Click_Genuine_RedirectsOnceWithoutAReferrerAndIsNoted()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        HttpResponse answer = await ClickAsync(bed.Shop, "GET", bed.Tokens[1]);
        Assert.Equal((302, "https://pots.example/"), (answer.StatusCode, answer.Headers.Location.ToString()));
        Assert.Equal(("no-referrer", "no-store, private"), (answer.Headers["Referrer-Policy"].ToString(), answer.Headers.CacheControl.ToString()));
        Assert.Equal(["Clicked https://pots.example/"], await bed.FactsAsync());
    }

    [Fact]
    public async Task Click_Head_RedirectsAndIsNotNoted()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        HttpResponse answer = await ClickAsync(bed.Shop, "HEAD", bed.Tokens[1]);
        Assert.Equal((302, "https://pots.example/"), (answer.StatusCode, answer.Headers.Location.ToString()));
        Assert.Empty(await bed.FactsAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("https://evil.example/")]
    [InlineData("a.AAAAAAAAAAAAAAAAAAAAAA.0.s")]
    public async Task Click_Unknown_LeadsToTheShop(string token)
    {
        HttpResponse answer = await ClickAsync((await TrackingBed.SentAsync()).Shop, "GET", token);
        Assert.Equal((302, "https://midori.example/"), (answer.StatusCode, answer.Headers.Location.ToString()));
    }

    [Fact]
    public async Task Click_WhileTheStoreFails_LeadsToTheShopAndSaysSo()
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        HttpResponse answer = await ClickAsync(new TestShop(bed.World, new Fuse(0)), "GET", bed.Tokens[0]);
        Assert.Equal(302, answer.StatusCode);
        Assert.StartsWith("https://midori.example/", answer.Headers.Location.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("GET", false)]
    public async Task Pixel_Always_IsAPictureThatNobodyKeeps(string method, bool isGenuine)
    {
        TrackingBed bed = await TrackingBed.SentAsync();
        HttpContext context = Context(method);
        string name = isGenuine ? bed.Pixel : "x";
        await (await Functions(bed.Shop).ShowPoint(context.Request, name, default)).ExecuteAsync(context);
        Assert.Equal((200, "image/gif", "no-store, private"), (context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.CacheControl.ToString()));
        Assert.Equal(method == "GET" && isGenuine ? ["Opened"] : [], await bed.FactsAsync());
    }

    private async Task<HttpResponse> ClickAsync(TestShop shop, string method, string token)
    {
        HttpContext context = Context(method);
        await (await Functions(shop).FollowClick(context.Request, token, default)).ExecuteAsync(context);
        return context.Response;
    }

    private TrackingFunctions Functions(TestShop shop) => new(shop.Follow, shop.Count, TestShop.Settings, log);

    private static DefaultHttpContext Context(string method)
    {
        DefaultHttpContext context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Method = method;
        context.Request.Headers.UserAgent = TrackingBed.Person;
        return context;
    }
}
