using System.Security.Cryptography;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>Tokens that are asked for with a signature, of both kinds.</summary>
public sealed class LineTokenKindTests
{
    private const string Kid = "536e453c-aa93-4449-8e90-add2608783c6";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(LineTokenKind.Stateless, "/oauth2/v3/token", 12.9, 13)]
    [InlineData(LineTokenKind.V21, "/oauth2/v2.1/token", 357.9, 358)]
    public async Task Token_IsAskedForWithASignatureAndKeptUntilShortlyBeforeItsEnd(LineTokenKind kind, string path, double keptMinutes, double renewedMinutes)
    {
        LineBed bed = Signing(kind);
        await bed.PushAsync();
        Assert.Equal(path, bed.Wire.Requests[0].Path);
        Assert.DoesNotContain(FakeLine.ChannelSecret, bed.Wire.Requests[0].Body, StringComparison.Ordinal);
        bed.Clock.Advance(TimeSpan.FromMinutes(keptMinutes));
        await bed.PushAsync(key: Guid.NewGuid());
        Assert.Equal(1, bed.Line.TokenCount);
        bed.Clock.Advance(TimeSpan.FromMinutes(renewedMinutes) - TimeSpan.FromMinutes(keptMinutes));
        await bed.PushAsync(key: Guid.NewGuid());
        Assert.Equal((2, 3), (bed.Line.TokenCount, bed.Line.Delivered.Count));
    }

    [Theory]
    [InlineData("another-kid")]
    [InlineData(null)]
    public async Task Token_WithAKeyThatIsNotRegistered_NamesTheSetting(string? registered)
    {
        LineBed bed = Signing(LineTokenKind.Stateless);
        bed.Line.Register(registered ?? Kid, registered is null ? RSA.Create(2048) : LineAssertionTests.Key);
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => bed.PushAsync());
        Assert.Equal(
            "no access token: status 400, invalid_client; Invalid client assertion; check Channels:Line:ChannelId and Channels:Line:AssertionKey",
            refused.Detail);
    }

    [Fact]
    public async Task V21_Replaced_IsTakenBack()
    {
        LineBed bed = Signing(LineTokenKind.V21);
        for (int i = 0; i < 35; i++)
        {
            await bed.PushAsync(key: Guid.NewGuid());
            Assert.Equal((i + 1, 1), (bed.Line.TokenCount, bed.Line.LiveLongTokens));
            bed.Clock.Advance(TimeSpan.FromMinutes(359));
        }

        FakeLineRequest revoked = bed.Wire.Requests.First(r => r.Path == "/oauth2/v2.1/revoke");
        Assert.Equal($"client_id={FakeLine.ChannelId}&client_secret={FakeLine.ChannelSecret}&access_token=token-1", revoked.Body);
    }

    /// <summary>Whatever goes wrong again and again, the thirty must last.</summary>
    [Fact]
    public async Task V21_RefusedAgainAndAgain_IsAskedForOnceInTenMinutes()
    {
        LineBed bed = Signing(LineTokenKind.V21);
        for (int minute = 0; minute < 30; minute++)
        {
            bed.Line.TakeTokensBack();
            await Record.ExceptionAsync(() => bed.PushAsync(key: Guid.NewGuid()));
            bed.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, bed.Line.TokenCount);
    }

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    public async Task V21_TakenBack_WaitsAndGoesOn(double minutes, bool goesOn)
    {
        LineBed bed = Signing(LineTokenKind.V21);
        await bed.PushAsync();
        bed.Line.TakeTokensBack();
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => bed.PushAsync(key: Guid.NewGuid()));
        Assert.Equal((true, Pause), (refused.IsSurelyNotTaken, refused.RetryAfter));
        bed.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await Record.ExceptionAsync(() => bed.PushAsync(key: Guid.NewGuid()));
        Assert.Equal(goesOn ? 2 : 1, bed.Line.Delivered.Count);
    }

    /// <summary>Thirty other processes have one.</summary>
    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task V21_WhenAllAreGivenOut_WaitsForOneToEnd(int others, bool isGiven)
    {
        LineBed bed = Signing(LineTokenKind.V21);
        for (int i = 0; i < others; i++)
        {
            await bed.Another().PushAsync(LineBed.Hanako, LineBed.Text(), null, Guid.NewGuid(), default);
        }

        Exception? refused = await Record.ExceptionAsync(() => bed.PushAsync());
        Assert.Equal(isGiven, refused is null);
        bed.Clock.Advance(TimeSpan.FromHours(6));
        await bed.PushAsync();
        Assert.Equal(others + 1, bed.Line.Delivered.Count);
    }

    private static LineBed Signing(LineTokenKind kind)
    {
        LineBed bed = new(settings: s => s with
        {
            Tokens = kind,
            Assertion = new LineAssertion(FakeLine.ChannelId, Kid, LineAssertionTests.Key),
        });
        bed.Line.Register(Kid, LineAssertionTests.Key);
        return bed;
    }
}
