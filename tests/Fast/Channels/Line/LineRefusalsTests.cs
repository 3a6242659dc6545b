using FollowUpFlows.Channels.Line;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Each of LINE's answers, and what it means for the message.</summary>
public sealed class LineRefusalsTests
{
    private const string RateLimit = """{"message":"The API rate limit has been exceeded. Try again later."}""";
    private const string Monthly = """{"message":"You have reached your monthly limit."}""";
    private const string KeyTaken = """{"message":"The retry key is already accepted"}""";

    [Theory]
    [InlineData(400, """{"message":"x"}""", ChannelFailure.Rejected, false, null)]
    [InlineData(400, """{"message":null,"key":null,"stacktrace":null,"code":null}""", ChannelFailure.Rejected, false, null)]
    [InlineData(401, """{"message":"Authentication failed."}""", ChannelFailure.Temporary, true, 60)]
    [InlineData(403, """{"message":"Access is not available"}""", ChannelFailure.Temporary, true, 60)]
    [InlineData(404, "", ChannelFailure.Rejected, false, null)]
    [InlineData(408, "", ChannelFailure.Temporary, false, null)]
    [InlineData(409, KeyTaken, ChannelFailure.Temporary, false, null)]
    [InlineData(410, "", ChannelFailure.Rejected, false, null)]
    [InlineData(413, "", ChannelFailure.Rejected, false, null)]
    [InlineData(415, "", ChannelFailure.Rejected, false, null)]
    [InlineData(429, RateLimit, ChannelFailure.Temporary, true, 1)]
    [InlineData(429, Monthly, ChannelFailure.Temporary, true, 360)]
    [InlineData(429, """{"message":["monthly limit"]}""", ChannelFailure.Temporary, true, 1)]
    [InlineData(429, "<html>slow down</html>", ChannelFailure.Temporary, true, 1)]
    [InlineData(500, "", ChannelFailure.Temporary, false, null)]
    [InlineData(502, "<html></html>", ChannelFailure.Temporary, false, null)]
    [InlineData(302, "", ChannelFailure.Temporary, false, null)]
    public async Task Push_ThatLineDidNotTake_SaysWhatMayBeDone(int status, string body, ChannelFailure failure, bool isSurelyNotTaken, int? retryMinutes)
    {
        ChannelException refused = await RefusalAsync(status, body);
        Assert.Equal((failure, isSurelyNotTaken), (refused.Failure, refused.IsSurelyNotTaken));
        Assert.Equal(retryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, refused.RetryAfter);
    }

    [Fact]
    public async Task Push_TakenBefore_IsTakenOnlyWhereLineSaysOfWhichRequest()
    {
        LineClient taken = LineBed.Answered(409, KeyTaken, ("x-line-request-id", "new"), ("x-line-accepted-request-id", "old"));
        Assert.Equal("old", await taken.PushAsync(LineBed.Hanako, LineBed.Text(), null, LineBed.Key, default));
        LineClient empty = LineBed.Answered(409, KeyTaken, ("x-line-request-id", "new"), ("x-line-accepted-request-id", ""));
        await Assert.ThrowsAsync<ChannelException>(() => empty.PushAsync(LineBed.Hanako, LineBed.Text(), null, LineBed.Key, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"sentMessages":null}""")]
    public async Task Push_TakenWithAnyBody_IsTaken(string body) =>
        Assert.Equal("r", await LineBed.Answered(200, body, ("x-line-request-id", "r")).PushAsync(LineBed.Hanako, LineBed.Text(), null, LineBed.Key, default));

    [Theory]
    [InlineData("""{"message":"The request body has 2 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"},{"property":"messages[1]"}]}""",
        "status 400, The request body has 2 error(s); messages[0].text: May not be empty; messages[1]")]
    [InlineData("""{"message":"x","details":[null,1,"a",{},{"message":null}]}""", "status 400, x")]
    [InlineData("""{"message":null}""", "status 400")]
    [InlineData("""{"message":"\ud800"}""", "status 400")]
    [InlineData("""{"details":{"message":"x"}}""", "status 400")]
    [InlineData("null", "status 400")]
    [InlineData("not json", "status 400")]
    public async Task Words_OfARefusal_AreLinesOwn(string body, string detail) => Assert.Equal(detail, (await RefusalAsync(400, body)).Detail);

    /// <summary>Details end in the ledger, in lists and in logs.</summary>
    [Theory]
    [InlineData("no user U0123456789abcdef0123456789abcdef here", "U0123")]
    [InlineData("山田 花子 is too long", "花子")]
    [InlineData("hanako@example.com is no user", "hanako")]
    [InlineData("see https://shop.example/?c=7 there", "shop.example")]
    [InlineData("call 090-1234-5678 now", "1234")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9eyJhbGciOiJIUzI1NiJ9 is bad", "eyJ")]
    public async Task Words_ThatMayBePersonal_AreTakenOut(string message, string personal)
    {
        string detail = (await RefusalAsync(400, $$"""{"message":"{{message}}","details":[{"message":"{{message}}","property":"{{message}}"}]}""")).Detail;
        Assert.DoesNotContain(personal, detail, StringComparison.Ordinal);
        Assert.Contains("…", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_WithoutEnd_AreCut() =>
        Assert.InRange((await RefusalAsync(400, $$"""{"message":"{{string.Concat(Enumerable.Repeat("very long ", 1000))}}"}""")).Detail.Length, 300, 330);

    [Theory]
    [InlineData("""{"type":"limited"}""")]
    [InlineData("""{"type":"limited","value":"many"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Quota_ThatCannotBeRead_IsTemporary(string body)
    {
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => LineBed.Answered(200, body).QuotaAsync(default));
        Assert.Equal((ChannelFailure.Temporary, "LINE's answer cannot be read"), (refused.Failure, refused.Detail));
    }

    private static Task<ChannelException> RefusalAsync(int status, string body) => Assert.ThrowsAsync<ChannelException>(
        () => LineBed.Answered(status, body, ("x-line-request-id", "r")).PushAsync(LineBed.Hanako, LineBed.Text(), null, LineBed.Key, default));
}
