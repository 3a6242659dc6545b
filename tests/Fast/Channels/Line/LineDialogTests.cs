using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Where accounts are connected, and the fake that plays it.</summary>
public sealed class LineDialogTests
{
    private const string Nonce = "a+b/c=567890";

    [Theory]
    [InlineData("https://api.line.me/", "https://access.line.me/dialog/bot/accountLink?linkToken=t%2B1&nonce=a%2Bb%2Fc%3D567890")]
    [InlineData("http://127.0.0.1:40123/", "http://127.0.0.1:40123/dialog/bot/accountLink?linkToken=t%2B1&nonce=a%2Bb%2Fc%3D567890")]
    public void Continue_EscapesWhatItGets_AndLeadsToTheSystemThatGaveTheToken(string endpoint, string address) =>
        Assert.Equal(address, Dialog(new LineBed(), endpoint).Continue("t+1", Nonce).AbsoluteUri);

    [Fact]
    public async Task Begin_AsksForATokenOfThePersonWithoutARetryKey()
    {
        LineBed bed = new();
        string token = await Dialog(bed).BeginAsync(LineBed.Hanako, default);
        FakeLineRequest asked = bed.Wire.Requests[^1];
        Assert.Equal(("POST", $"/v2/bot/user/{LineBed.Hanako}/linkToken"), (asked.Method, asked.Path));
        Assert.DoesNotContain("X-Line-Retry-Key", asked.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(new FakeLineLink(LineBed.Hanako, Nonce, true), bed.Line.OpenLink(token, Nonce));
    }

    [Theory]
    [InlineData("../quota")]
    [InlineData("Uaaaa")]
    public async Task Begin_OfNoUserId_AsksNothing(string userId)
    {
        LineBed bed = new();
        await Assert.ThrowsAsync<ArgumentException>(() => Dialog(bed).BeginAsync(userId, default));
        Assert.Empty(bed.Wire.Requests);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, "{\"linkToken\":null}")]
    [InlineData(200, "not json")]
    public async Task Begin_WithoutAToken_IsTemporary(int status, string body)
    {
        LineDialog dialog = new(LineBed.Answered(status, body), new LineSettings(LineSettings.DefaultEndpoint, null, null, "own-token"));
        ChannelException fault = await Assert.ThrowsAsync<ChannelException>(() => dialog.BeginAsync(LineBed.Hanako, default));
        Assert.Equal(ChannelFailure.Temporary, fault.Failure);
    }

    [Fact]
    public async Task Token_OfTheFake_LivesTenMinutesAndWorksOnce()
    {
        LineBed bed = new();
        string token = await Dialog(bed).BeginAsync(LineBed.Hanako, default);
        Assert.NotNull(bed.Line.OpenLink(token, Nonce));
        Assert.Null(bed.Line.OpenLink(token, Nonce));

        string late = await Dialog(bed).BeginAsync(LineBed.Hanako, default);
        bed.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(bed.Line.OpenLink(late, Nonce));

        string timely = await Dialog(bed).BeginAsync(LineBed.Hanako, default);
        bed.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.NotNull(bed.Line.OpenLink(timely, Nonce));
        Assert.Null(bed.Line.OpenLink("made-up", Nonce));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task Nonce_AtTheFake_HasALength(int length, bool isTaken)
    {
        LineBed bed = new();
        string token = await Dialog(bed).BeginAsync(LineBed.Hanako, default);
        Assert.Equal(isTaken, bed.Line.OpenLink(token, new string('n', length)) is not null);
    }

    [Fact]
    public async Task Link_SwitchedToFail_IsRefusedOnce()
    {
        LineBed bed = new();
        bed.Line.FailLinks();
        Assert.False(bed.Line.OpenLink(await Dialog(bed).BeginAsync(LineBed.Hanako, default), Nonce)!.IsDone);
        Assert.True(bed.Line.OpenLink(await Dialog(bed).BeginAsync(LineBed.Hanako, default), Nonce)!.IsDone);
    }

    private static LineDialog Dialog(LineBed bed, string endpoint = "https://api.line.me/") =>
        new(bed.Client, new LineSettings(new Uri(endpoint), FakeLine.ChannelId, FakeLine.ChannelSecret, null));
}
