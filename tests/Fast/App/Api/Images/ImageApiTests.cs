using System.Text.Json;
using FollowUpFlows.App.Functions;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Images;
using FollowUpFlows.Tests.Fast.App.Api.Editing;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api.Images;

/// <summary>The image library over the API, and what everybody sees of it.</summary>
public sealed class ImageApiTests
{
    private static readonly byte[] Png = WholePictures.Png(300, 200);

    [Fact]
    public async Task Image_AddedAndFoundAndDescribedAndRemoved_GoesRound()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer added = await AddAsync(bed, WholePictures.Png(300, 200, ("tEXt", "Author: me")), "秋の新作", "aki.png");
        string hash = added.At("hash")!;
        Assert.Equal(
            [$"http://127.0.0.1:7071/i/{hash}.png", $"/i/{hash}.png", "image/png", "300", "200", $"{Png.Length}", "秋の新作", "aki.png", "2026-11-21T03:00:00+00:00", "花子", "not-https"],
            new[] { "url", "path", "type", "width", "height", "bytes", "alt", "fileName", "addedAt", "addedBy", "forLine" }.Select(added.At));
        Assert.Equal(added.Text, (await bed.GetAsync($"/api/images/{hash}")).Text);
        Assert.Equal($"\"{added.At("tag")}\"", added.Headers.ETag.ToString());

        ApiAnswer described = await bed.SendAsync("PUT", $"/api/images/{hash}", """{"alt": "秋のシャツ"}""", c => c.Request.Headers.IfMatch = added.Headers.ETag);
        Assert.Equal((200, "秋のシャツ"), ((int)described.Status, described.At("alt")));
        ApiAnswer late = await bed.SendAsync("PUT", $"/api/images/{hash}", """{"alt": "x"}""", c => c.Request.Headers.IfMatch = added.Headers.ETag);
        late.IsProblem(412, "precondition-failed");
        Assert.Equal("秋のシャツ", late.At("current.alt"));

        (await bed.SendAsync("DELETE", $"/api/images/{hash}")).IsProblem(428, "precondition-required");
        Assert.Equal(412, (int)(await bed.SendAsync("DELETE", $"/api/images/{hash}", change: c => c.Request.Headers.IfMatch = added.Headers.ETag)).Status);
        Assert.Equal(204, (int)(await bed.SendAsync("DELETE", $"/api/images/{hash}", change: c => c.Request.Headers.IfMatch = described.Headers.ETag)).Status);
        (await bed.SendAsync("GET", $"/api/images/{hash}")).IsProblem(404, "not-found");
        Assert.Empty((await bed.GetAsync("/api/images")).Items);
    }

    [Fact]
    public async Task Image_AddedAgain_IsKeptOnce_WithItsFirstWords()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer first = await AddAsync(bed, Png, "一");
        Assert.Equal(first.Text, (await AddAsync(bed, WholePictures.Png(300, 200, ("tEXt", "other")), "二")).Text);
        Assert.Single((await bed.GetAsync("/api/images")).Items);
    }

    [Fact]
    public async Task List_IsSearchedByWordsAndNames_TheNewestFirst_InPages()
    {
        TestWorld world = new();
        using ApiBed bed = new(world);
        foreach ((int width, string alt, string file) in new[] { (1, "春の花", "a.png"), (2, "夏の海", "Beach.PNG"), (3, "秋の山", "b.png") })
        {
            await AddAsync(bed, WholePictures.Png(width, 1), alt, file);
            world.ShopClock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["秋の山", "夏の海", "春の花"], (await bed.GetAsync("/api/images")).Items.Select(i => ApiAnswer.At(i, "alt")));
        Assert.Equal("夏の海", Assert.Single((await bed.GetAsync("/api/images?q=beach")).Items).GetProperty("alt").GetString());
        Assert.Equal(3, (await bed.PagesAsync("/api/images", 1)).Pages);
    }

    [Theory]
    [InlineData("""{"alt": "x"}""", "'data' is needed")]
    [InlineData("""{"data": "?", "alt": "x"}""", "'data' is needed")]
    [InlineData("""{"data": "AAAA"}""", "'alt' is needed")]
    [InlineData("""{"data": "AAAA", "alt": "x"}""", "The file holds no PNG, JPEG, GIF or WebP")]
    public async Task Add_OfWhatCannotBeKept_IsRefused(string json, string fault)
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer answer = await bed.SendAsync("POST", "/api/images", json);
        answer.IsProblem(400, "bad-request");
        Assert.StartsWith(fault, answer.At("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_WhileAMessageShowsIt_IsRefused_ForDraftsAndPublishedOnes()
    {
        using EditingBed bed = await EditingBed.WithAsync(JourneyFiles.OneMail);
        ApiAnswer image = await AddAsync(bed.Api, Png, "秋");
        string shows = $"---\nsubject: s\npurpose: transactional\n---\n![秋]({image.At("url")})\n";
        object draft = await bed.WriteAsync(TemplateKind.Email, "thank-you", shows);
        await IsInUseAsync(bed, image);
        ApiAnswer published = await bed.PublishAsync(new { drafts = new[] { draft }, key = "k", by = "x" });
        Assert.True((int)published.Status == 200, published.Text);
        await IsInUseAsync(bed, image);
        Assert.Equal("thank-you", (await bed.Api.GetAsync($"/api/images/{image.At("hash")}/uses")).At("usedIn.0.name"));
    }

    /// <summary>Nothing but the image is served, whatever is asked for, and caches may keep it for ever.</summary>
    [Fact]
    public async Task Everybody_SeesTheImageAlone_ForAsLongAsTheyLike()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer added = await AddAsync(bed, Png, "秋");
        string name = added.At("path")!["/i/".Length..];
        (HttpResponse response, byte[] body) = await ShowAsync(bed, name);
        Assert.Equal(
            (200, "image/png", "public, max-age=31536000, immutable", "nosniff", "default-src 'none'", $"\"{added.At("hash")}\""),
            (response.StatusCode, response.ContentType, response.Headers.CacheControl.ToString(), response.Headers.XContentTypeOptions.ToString(), response.Headers.ContentSecurityPolicy.ToString(), response.Headers.ETag.ToString()));
        Assert.Equal(Png, body);
        Assert.Equal(304, (await ShowAsync(bed, name, c => c.Request.Headers.IfNoneMatch = response.Headers.ETag)).Response.StatusCode);
        foreach (string other in new[] { "", added.At("hash")!, added.At("hash") + ".jpg", new string('0', 64) + ".png", "../" + name })
        {
            (HttpResponse missing, byte[] nothing) = await ShowAsync(bed, other);
            Assert.Equal((404, "no-store", 0), (missing.StatusCode, missing.Headers.CacheControl.ToString(), nothing.Length));
        }
    }

    private static async Task IsInUseAsync(EditingBed bed, ApiAnswer image)
    {
        ApiAnswer refused = await bed.Api.SendAsync("DELETE", $"/api/images/{image.At("hash")}", change: c => c.Request.Headers.IfMatch = image.Headers.ETag);
        refused.IsProblem(409, "conflict");
        Assert.Equal(("in-use", "email", "thank-you"), (refused.At("reason"), refused.At("usedIn.0.kind"), refused.At("usedIn.0.name")));
    }

    private static async Task<(HttpResponse Response, byte[] Body)> ShowAsync(ApiBed bed, string name, Action<HttpContext>? change = null)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Request.Method = "GET";
        context.Response.Body = body;
        change?.Invoke(context);
        await (await new ImageFunctions(bed.Services.GetRequiredService<ImageLibrary>()).ShowImage(context.Request, name, default)).ExecuteAsync(context);
        return (context.Response, body.ToArray());
    }

    private static async Task<ApiAnswer> AddAsync(ApiBed bed, byte[] file, string alt, string? fileName = null)
    {
        ApiAnswer answer = await bed.SendAsync("POST", "/api/images", JsonSerializer.Serialize(new { data = Convert.ToBase64String(file), alt, fileName, by = "花子" }));
        Assert.True((int)answer.Status == 200, answer.Text);
        return answer;
    }
}
