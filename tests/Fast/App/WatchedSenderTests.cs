using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>What an operator hears of a provider that wants to be left alone.</summary>
public sealed class WatchedSenderTests
{
    private readonly RememberedLog<WatchedSender> log = new();
    private readonly TestProvider provider = new(Channel.Email) { ToldWithin = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Send_ProviderNamesAPause_IsSaidWithTheReasonAndGoesOn()
    {
        await FailsAsync(new ChannelException(Channel.Email, ChannelFailure.Temporary, "401: no", TimeSpan.FromHours(1), isSurelyNotTaken: true));
        Assert.Equal(["Email messages wait for 01:00:00 or longer: 401: no"], log.Entries);
    }

    [Theory]
    [InlineData(ChannelFailure.Temporary)] // the step fails, and is logged as such
    [InlineData(ChannelFailure.Rejected)]
    public async Task Send_OtherFaults_AreNotItsBusiness(ChannelFailure failure)
    {
        await FailsAsync(new ChannelException(Channel.Email, failure, "no"));
        Assert.Empty(log.Entries);
    }

    [Fact]
    public async Task Send_Taken_IsThatOfTheSender()
    {
        WatchedSender sender = Sender();
        Assert.Equal((Channel.Email, provider.RepeatableFor, provider.ToldWithin), (sender.Channel, sender.RepeatableFor, sender.ToldWithin));
        Assert.NotNull((await sender.SendAsync(Message, default)).ProviderId);
    }

    private static OutgoingMessage Message { get; } = new(Guid.Empty, "j:x", "s", Channel.Email, "{}", "h", new Moment(Told.Noon, Told.Noon));

    private async Task FailsAsync(ChannelException fault)
    {
        provider.Refusals.Enqueue(fault);
        Assert.Same(fault, await Assert.ThrowsAsync<ChannelException>(() => Sender().SendAsync(Message, default)));
    }

    private WatchedSender Sender() => new(new TestSender(provider, Fuse.None), log);
}
