using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Customer filters under a name, for the whole shop.</summary>
public sealed class SegmentApiTests
{
    private const string Path = "/api/segments";
    private const string Fans = """{"name":" ファン ","tag":"fan","half":"current","by":"花子"}""";

    [Fact]
    public async Task Segment_IsKept_Listed_Renamed_AndRemoved()
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer kept = await bed.SendAsync("POST", Path, Fans);
        Assert.Equal(("ファン", "fan", "current", null, null, "花子"), (kept.At("name"), kept.At("tag"), kept.At("half"), kept.At("rank"), kept.At("last"), kept.At("savedBy")));
        Assert.Equal(kept.Text, (await bed.GetAsync(Path)).At("items.0"));
        string one = $"{Path}/{kept.At("id")}";
        ApiAnswer renamed = await ChangeAsync(bed, "PUT", one, kept.At("version"), """{"name":"熱心なファン","tag":"fan","last":-90}""");
        Assert.Equal(("熱心なファン", "-90", kept.At("id")), (renamed.At("name"), renamed.At("last"), renamed.At("id")));
        ApiAnswer late = await ChangeAsync(bed, "PUT", one, kept.At("version"), Fans);
        late.IsProblem(412, "precondition-failed");
        Assert.Equal("熱心なファン", late.At("current.name"));
        (await ChangeAsync(bed, "DELETE", one, null)).IsProblem(428, "precondition-required");
        (await ChangeAsync(bed, "DELETE", one, kept.At("version"))).IsProblem(412, "precondition-failed");
        Assert.Equal(204, (int)(await ChangeAsync(bed, "DELETE", one, renamed.At("version"))).Status);
        (await ChangeAsync(bed, "DELETE", one, renamed.At("version"))).IsProblem(404, "not-found");
        Assert.Empty((await bed.GetAsync(Path)).Items);
        Assert.Equal(["addSegment", "removeSegment", "saveSegment"], (await bed.GetAsync("/api/audit")).Items.Select(i => ApiAnswer.At(i, "act")!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Name_ThatIsTaken_IsRefusedInWords()
    {
        using ApiBed bed = new(new TestWorld());
        await bed.SendAsync("POST", Path, Fans);
        ApiAnswer again = await bed.SendAsync("POST", Path, Fans);
        again.IsProblem(409, "conflict");
        Assert.Equal("name-taken", again.At("reason"));
        Assert.Contains("同じ名前", again.At("text.ja"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "everybody")]
    [InlineData("""{"name":" ","tag":"fan"}""", "'name'")]
    [InlineData("""{"tag":"fan"}""", "'name'")]
    [InlineData("""{"name":"a\nb","tag":"fan"}""", "'name'")]
    [InlineData("""{"name":"1234567890123456789012345678901234567890123456789012345678901","tag":"fan"}""", "'name'")]
    [InlineData("""{"name":"x","tag":" "}""", "'tag'")]
    [InlineData("""{"name":"x","rank":""}""", "'rank'")]
    [InlineData("""{"name":"x","last":0}""", "'last'")]
    [InlineData("""{"name":"x","last":3651}""", "'last'")]
    [InlineData("""{"name":"x","last":-3651}""", "'last'")]
    [InlineData("""{"name":"x","half":"both"}""", "no JSON object")]
    public async Task Segment_ThatCannotBeKept_IsRefusedInWords(string body, string detail)
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Contains(detail, (await bed.SendAsync("POST", Path, body)).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Empty((await bed.GetAsync(Path)).Items);
    }

    private static Task<ApiAnswer> ChangeAsync(ApiBed bed, string method, string path, string? version, string? body = null) => bed.SendAsync(method, path, body, c =>
    {
        if (version is not null)
        {
            c.Request.Headers.IfMatch = $"\"{version}\"";
        }
    });
}
