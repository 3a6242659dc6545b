using System.Text.Json;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Pipeline.Sending;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Channels.Line;

/// <summary>What the client asks LINE, against the fake that knows LINE's rules.</summary>
public sealed class LineClientTests
{
    [Fact]
    public async Task Push_CarriesTheKeyOnItsFirstAttemptAndTheWordsAsTheyAre()
    {
        LineBed bed = new();
        Assert.Equal("request-2", await bed.PushAsync());

        FakeLineRequest push = bed.Wire.Requests[1];
        Assert.Equal(("POST", "/v2/bot/message/push"), (push.Method, push.Path));
        Assert.Equal("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", push.Headers["x-line-retry-key"]);
        Assert.Equal("Bearer token-1", push.Headers["Authorization"]);
        Assert.Equal("application/json; charset=utf-8", push.Headers["Content-Type"]);
        Assert.Equal(
            """{"to":"U0123456789abcdef0123456789abcdef","messages":[{"type":"text","text":"こんにちは🍎"}],"customAggregationUnits":["news__hello"]}""",
            Unescaped(push.Body));
        FakeLineDelivery delivered = Assert.Single(bed.Line.Delivered);
        Assert.Equal((LineBed.Hanako, "news__hello", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"), (delivered.To, delivered.Unit, delivered.Key));
    }

    [Fact]
    public async Task Push_ThatLineTookBefore_IsTakenUnderItsFirstId()
    {
        LineBed bed = new();
        string? first = await bed.PushAsync();
        Assert.Equal(first, await bed.PushAsync());
        Assert.Single(bed.Line.Delivered);
        Assert.Empty(bed.Line.MisusedKeys);
    }

    /// <summary>Why an open claim is not repeated after 23 hours.</summary>
    [Theory]
    [InlineData(23.99, 1)]
    [InlineData(24, 2)]
    public async Task Push_Repeated_IsKnownForADay(double hours, int delivered)
    {
        LineBed bed = new();
        await bed.PushAsync();
        bed.Clock.Advance(TimeSpan.FromHours(hours));
        await bed.PushAsync();
        Assert.Equal(delivered, bed.Line.Delivered.Count);
        Assert.True(new LineSender(bed.Client).RepeatableFor < TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task Push_ToSomebodyWhoBlocks_IsTakenAndArrivesNowhere()
    {
        LineBed bed = new();
        bed.Line.Block(LineBed.Hanako);
        Assert.NotNull(await bed.PushAsync());
        Assert.Empty(bed.Line.Delivered);
        bed.Line.Unblock(LineBed.Hanako);
        await bed.PushAsync(key: Guid.NewGuid());
        Assert.Single(bed.Line.Delivered);
    }

    [Theory]
    [InlineData(12.9, 1)]
    [InlineData(13, 2)]
    public async Task Token_IsKeptUntilShortlyBeforeItsEnd(double minutes, int tokens)
    {
        LineBed bed = new();
        await bed.PushAsync();
        bed.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await bed.PushAsync(key: Guid.NewGuid());
        Assert.Equal(tokens, bed.Line.TokenCount);
        Assert.Equal(2, bed.Line.Delivered.Count);
    }

    [Fact]
    public async Task Token_ThatLineTookBack_IsExchangedOnceUnderTheSameKey()
    {
        LineBed bed = new();
        bed.Line.Fail(LineFault.TokensTakenBack);
        await bed.PushAsync();
        Assert.Equal(2, bed.Line.TokenCount);
        Assert.Single(bed.Line.Delivered);
        Assert.Single(bed.Wire.Requests.Where(r => r.Path.EndsWith("push", StringComparison.Ordinal)).Select(r => r.Headers["x-line-retry-key"]).Distinct());
    }

    [Fact]
    public async Task Token_TakenBackTwice_IsNotAskedForAThirdTime()
    {
        LineBed bed = new();
        bed.Line.Fail(LineFault.TokensTakenBack, times: 2);
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => bed.PushAsync());
        Assert.True(refused is { Failure: ChannelFailure.Temporary, IsSurelyNotTaken: true });
        Assert.Equal(2, bed.Line.TokenCount);
    }

    [Fact]
    public async Task Token_WithAWrongSecret_NamesTheSettingsAndNoSecret()
    {
        LineBed bed = new(secret: "wrong-secret");
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => bed.PushAsync());
        Assert.Equal(
            "no access token: status 400, invalid_client; invalid client_id or client_secret; check Channels:Line:ChannelId and Channels:Line:ChannelSecret",
            refused.Detail);
        Assert.True(refused is { Failure: ChannelFailure.Temporary, IsSurelyNotTaken: true });
        Assert.DoesNotContain("wrong-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_NotGivenNow_IsAskedForAgainAtTheNextCall()
    {
        LineBed bed = new();
        bed.Line.FailTokens();
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => bed.PushAsync());
        Assert.True(refused.IsSurelyNotTaken);
        await bed.PushAsync();
        Assert.Single(bed.Line.Delivered);
    }

    [Fact]
    public async Task Token_ThatManyWantAtOnce_IsAskedForOnce()
    {
        LineBed bed = new();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => bed.Client.ValidateAsync(LineBed.Text(), default))));
        Assert.Equal(1, bed.Line.TokenCount);
    }

    [Fact]
    public async Task Multicast_ReachesAllButThoseWhoBlock()
    {
        LineBed bed = new();
        bed.Line.Block(LineBed.Taro);
        await bed.Client.MulticastAsync([LineBed.Hanako, LineBed.Taro], LineBed.Text(), null, LineBed.Key, default);
        await bed.Client.MulticastAsync([LineBed.Hanako, LineBed.Taro], LineBed.Text(), null, LineBed.Key, default);
        Assert.Equal(LineBed.Hanako, Assert.Single(bed.Line.Delivered).To);
    }

    /// <summary>One wrong id keeps the words from all five hundred.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(501, null)]
    [InlineData(2, "C0123456789abcdef0123456789abcdef")]
    [InlineData(2, "U0123456789ABCDEF0123456789abcdef")]
    public async Task Multicast_ThatLineWouldRefuse_DoesNotLeave(int count, string? odd)
    {
        LineBed bed = new();
        string[] to = [.. Enumerable.Repeat(LineBed.Hanako, count)];
        if (odd is not null)
        {
            to[^1] = odd;
        }

        await Assert.ThrowsAsync<ArgumentException>(() => bed.Client.MulticastAsync(to, LineBed.Text(), null, LineBed.Key, default));
        Assert.Empty(bed.Wire.Requests);
        await bed.Client.MulticastAsync([.. Enumerable.Repeat(LineBed.Hanako, 500)], LineBed.Text(), null, LineBed.Key, default);
    }

    [Fact]
    public async Task Broadcast_ReachesFriends()
    {
        LineBed bed = new();
        bed.Line.Befriend(LineBed.Taro);
        await bed.Client.BroadcastAsync(LineBed.Text(), LineBed.Key, default);
        await bed.Client.BroadcastAsync(LineBed.Text(), LineBed.Key, default);
        Assert.Equal(LineBed.Taro, Assert.Single(bed.Line.Delivered).To);
    }

    [Fact]
    public async Task Reply_GoesOnceWithoutAKeyAndCostsNothing()
    {
        LineBed bed = new();
        bed.Line.Quota = 0;
        bed.Line.Write(LineBed.Taro, "r-1");
        await bed.Client.ReplyAsync("r-1", LineBed.Text(), default);
        Assert.Null(Assert.Single(bed.Line.Delivered).Key);
        ChannelException again = await Assert.ThrowsAsync<ChannelException>(() => bed.Client.ReplyAsync("r-1", LineBed.Text(), default));
        Assert.Equal((ChannelFailure.Rejected, "status 400, Invalid reply token"), (again.Failure, again.Detail));
    }

    [Fact]
    public async Task Validate_SaysWhatLineWouldRefuse()
    {
        LineBed bed = new();
        Assert.Null(await bed.Client.ValidateAsync(LineBed.Text(), default));
        Assert.Equal("The request body has 1 error(s); messages[0].text: May not be empty", await bed.Client.ValidateAsync(LineBed.Text(""), default));
        Assert.Null(await bed.Client.ValidateAsync(Sticker("446", "1988"), default));
        Assert.Equal("The request body has 1 error(s); messages[0].stickerId: May not be empty", await bed.Client.ValidateAsync(Sticker("446", ""), default));
        Assert.Empty(bed.Line.Delivered);
    }

    [Fact]
    public async Task Quota_CountsPeopleReached()
    {
        LineBed bed = new();
        Assert.Equal(new LineQuota(null, 0), await bed.Client.QuotaAsync(default));
        bed.Line.Quota = 1000;
        bed.Line.Block(LineBed.Taro);
        await bed.PushAsync();
        await bed.PushAsync(LineBed.Taro, Guid.NewGuid());
        Assert.Equal(new LineQuota(1000, 1), await bed.Client.QuotaAsync(default));
    }

    [Fact]
    public async Task Profile_OfSomebodyWhoBlocks_IsNone()
    {
        LineBed bed = new();
        Assert.Equal(new LineProfile("はなこ", "ja"), await bed.Client.ProfileAsync(LineBed.Hanako, default));
        bed.Line.Block(LineBed.Hanako);
        Assert.Null(await bed.Client.ProfileAsync(LineBed.Hanako, default));
        await Assert.ThrowsAsync<ArgumentException>(() => bed.Client.ProfileAsync("../quota", default));
    }

    private static JsonElement Sticker(string packageId, string stickerId) =>
        JsonSerializer.SerializeToElement(new[] { new { type = "sticker", packageId, stickerId } });

    private static string Unescaped(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.DoesNotContain("\\u3053", json, StringComparison.Ordinal);  // Japanese is not tripled in size
        return json.Replace("\\uD83C\\uDF4E", "🍎", StringComparison.Ordinal);
    }
}
