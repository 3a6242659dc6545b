using System.Net;
using System.Text.Json;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>The suppression list over HTTP: no address in a URL, and nothing without who and why.</summary>
public sealed class SuppressionApiTests
{
    private const string Add = """{"address":"Hanako@example.com","by":"sato","why":"asked by telephone"}""";

    [Fact]
    public async Task Address_AddedFoundRemoved_IsListedWithItsHistory()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer added = await bed.SendAsync("POST", "/api/suppressions", Add);
        Assert.Equal(HttpStatusCode.OK, added.Status);
        string id = ApiAnswer.At(JsonDocument.Parse(added.Text).RootElement, "id")!;
        Assert.Equal(["person"], (await bed.GetAsync("/api/suppressions?reason=person")).Items.Select(i => ApiAnswer.At(i, "reason")));
        Assert.Empty((await bed.GetAsync("/api/suppressions?reason=erased")).Items);
        ApiAnswer found = await bed.SendAsync("POST", "/api/suppressions/search", """{"address":"hanako@example.com"}""");
        Assert.Equal([id], found.Items.Select(i => ApiAnswer.At(i, "id")));

        ApiAnswer removed = await bed.SendAsync("POST", $"/api/suppressions/{id}/remove", """{"by":"suzuki","why":"asked again"}""");

        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Empty((await bed.GetAsync("/api/suppressions")).Items);
        JsonElement history = JsonDocument.Parse((await bed.GetAsync($"/api/suppressions/{id}")).Text).RootElement;
        Assert.Null(ApiAnswer.At(history, "reason"));
        Assert.Equal(
            ["person sato asked by telephone", " suzuki asked again"],
            history.GetProperty("changes").EnumerateArray().Select(c => $"{ApiAnswer.At(c, "to")} {ApiAnswer.At(c, "by")} {ApiAnswer.At(c, "why")}"));
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("POST", $"/api/suppressions/{id}/remove", """{"by":"suzuki","why":"asked again"}""")).Status);
    }

    [Theory]
    [InlineData("/api/suppressions", """{"address":"hanako@example.com","by":"sato"}""")]
    [InlineData("/api/suppressions", """{"address":"hanako@example.com","by":" ","why":"x"}""")]
    [InlineData("/api/suppressions", """{"address":"hanako","by":"sato","why":"x"}""")]
    [InlineData("/api/suppressions", """{"by":"sato","why":"x"}""")]
    [InlineData("/api/suppressions", "null")]
    [InlineData("/api/suppressions", "[]")]
    [InlineData("/api/suppressions/search", "{}")]
    [InlineData("/api/suppressions/search", "{")]
    [InlineData("/api/suppressions/email-abc/remove", """{"by":"sato"}""")]
    public async Task Body_ThatLacksSomething_IsRefusedAndNothingChanges(string path, string body)
    {
        TestWorld world = new();
        using ApiBed bed = new(world);
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync("POST", path, body)).Status);
        Assert.Empty(await world.Tables.DumpAsync());
    }

    [Fact]
    public async Task Body_TooLongOrNoJson_IsRefused()
    {
        using ApiBed bed = new(new TestWorld());
        string longBody = $$"""{"address":"hanako@example.com","by":"sato","why":"{{new string('x', 9000)}}"}""";
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await bed.SendAsync("POST", "/api/suppressions", longBody)).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await bed.SendAsync("POST", "/api/suppressions", "x", c => c.Request.ContentType = "text/plain")).Status);
    }

    [Fact]
    public async Task Entry_OfNoId_IsNotFound()
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Equal(HttpStatusCode.NotFound, (await bed.SendAsync("GET", "/api/suppressions/email-abc")).Status);
    }
}
