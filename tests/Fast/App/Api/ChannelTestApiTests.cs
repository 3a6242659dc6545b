using FollowUpFlows.Channels.Line;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Channels.Line;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Connection tests over HTTP: what is wrong in words, and what to do.</summary>
public sealed class ChannelTestApiTests
{
    [Fact]
    public async Task Outbox_ThatCanBeWrittenTo_SaysThatNothingLeaves_AndIsEmptyAfterwards()
    {
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton<IChannelTest>(p => new OutboxChannelTest(Channel.Email, p.GetRequiredService<OutboxMessages>())));
        ApiAnswer answer = await bed.SendAsync("POST", "/api/channels/email/test");
        Assert.Equal(("outbox", "works", null), (answer.At("provider"), answer.At("outcome"), answer.At("account")));
        Assert.Contains("外に出ません", answer.At("text.ja"), StringComparison.Ordinal);
        Assert.Empty((await bed.GetAsync("/api/outbox")).Items);
        Assert.Contains("no connection to test", (await bed.SendAsync("POST", "/api/channels/line/test")).IsProblem(404, "not-found"), StringComparison.Ordinal);
        Assert.Contains("'channel' must be one of", (await bed.SendAsync("POST", "/api/channels/pigeon/test")).IsProblem(400, "bad-request"), StringComparison.Ordinal);
        Assert.Equal("testChannel", (await bed.GetAsync("/api/audit")).At("items.0.act"));
    }

    [Fact]
    public async Task Line_ThatRefuses_SaysWhichSettingToLookAt_AndNoSecret()
    {
        LineBed wrong = new(secret: "s3cret");
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton<IChannelTest>(new LineChannelTest(wrong.Client)));
        ApiAnswer answer = await bed.SendAsync("POST", "/api/channels/line/test");
        Assert.Equal(("line", "refused"), (answer.At("provider"), answer.At("outcome")));
        Assert.Contains("ChannelSecret", answer.At("fix.ja"), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ThatWorks_SaysWhatIsLeftOfTheMonth()
    {
        LineBed line = new();
        line.Line.Quota = 200;
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton<IChannelTest>(new LineChannelTest(line.Client)));
        ApiAnswer answer = await bed.SendAsync("POST", "/api/channels/line/test");
        Assert.Equal(("works", "FakeLine (@fake0000)", "200", "0", null), (answer.At("outcome"), answer.At("account"), answer.At("limit"), answer.At("used"), answer.At("fix")));
    }

    /// <summary>Whatever comes of it, there are words for it in both languages, and a remedy where it does not work.</summary>
    [Fact]
    public void Outcome_HasWords()
    {
        foreach (ChannelProvider provider in Enum.GetValues<ChannelProvider>())
        {
            foreach (ChannelTestOutcome outcome in Enum.GetValues<ChannelTestOutcome>())
            {
                (LocalText text, LocalText? fix) = FollowUpFlows.App.Api.ChannelTestWords.Of(new ChannelTestResult(provider, outcome));
                Assert.All([text.Ja, text.En], Assert.NotEmpty);
                Assert.Equal(outcome == ChannelTestOutcome.Works && provider != ChannelProvider.Outbox, fix is null);
                Assert.DoesNotContain(text.En, c => c > '\u3000');
            }
        }
    }
}
