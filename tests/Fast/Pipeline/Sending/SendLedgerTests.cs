using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>One row for each step, whoever writes.</summary>
public sealed class SendLedgerTests
{
    private static readonly Func<CustomerState, CancellationToken, Task<bool>> Always = (_, _) => Task.FromResult(true);

    [Fact]
    public async Task Ledger_SettledRow_IsNeverSettledAgain()
    {
        SendBed bed = await SendBed.MakeAsync();
        SendRow row = bed.Row("mail", SendState.Claimed);
        Assert.IsType<Claim.Written>(await bed.ClaimAsync(row));
        Claim.Known other = Assert.IsType<Claim.Known>(await bed.ClaimAsync(row with { Key = row.Key with { Channel = Channel.Line } }));
        Assert.Equal(row, other.Row);  // whichever channel the other chose

        SendRow sent = row with { State = SendState.Sent, SettledAt = Told.Noon, ProviderId = "p" };
        Assert.Equal(SendState.Held, (await bed.SettleAsync(row with { State = SendState.Held, Reason = "?" })).State);
        Assert.Equal(sent, await bed.SettleAsync(sent));
        Assert.Equal(sent, await bed.SettleAsync(row with { State = SendState.Failed, Reason = "late" }));
        await Assert.ThrowsAsync<ArgumentException>(() => bed.SettleAsync(sent with { Key = sent.Key with { StepId = "other" } }));
        Assert.IsType<Claim.Written>(await bed.ClaimAsync(row with { Key = row.Key with { Visit = 1 } }));
    }

    [Fact]
    public async Task Claim_OverAnotherChannel_TakesThePlaceOfThePlannedRow()
    {
        SendBed bed = await SendBed.MakeAsync();
        SendRow planned = bed.Row("mail", SendState.Planned) with { Key = bed.Row("mail", SendState.Planned).Key with { Channel = Channel.Line } };
        await bed.ClaimAsync(planned);
        SendRow claimed = bed.Row("mail", SendState.Claimed);

        Claim.Written written = Assert.IsType<Claim.Written>(await bed.ClaimAsync(claimed));

        Assert.Equal([claimed], await bed.RowsAsync());
        Assert.Equal((await bed.StateAsync()).Sends.Keys, written.State.Sends.Keys);
    }

    [Fact]
    public async Task Claim_OfAnEnrollmentThatHasEnded_DropsThePlannedRow()
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.ClaimAsync(bed.Row("mail", SendState.Planned));
        CustomerState before = await bed.StateAsync();
        await bed.EndAsync();

        Assert.IsType<Claim.Ended>(await bed.Shop.Sends.ClaimAsync(before, bed.Row("mail", SendState.Claimed), Always, default));

        Assert.Empty(await bed.RowsAsync());
    }

    [Fact]
    public async Task Claim_DecidedOnAnOlderState_IsAskedAgainAndWritesNothingWhenNoLongerRight()
    {
        SendBed bed = await SendBed.MakeAsync();
        CustomerState before = await bed.StateAsync();
        await bed.ClaimAsync(bed.Row("other", SendState.Planned));

        Claim claim = await bed.Shop.Sends.ClaimAsync(before, bed.Row("mail", SendState.Claimed), (_, _) => Task.FromResult(false), default);

        Assert.IsType<Claim.Outdated>(claim);
        Assert.Equal("other", Assert.Single(await bed.RowsAsync()).Key.StepId);
        Assert.Single(claim.State.Sends);
        Assert.IsType<Claim.Written>(await bed.Shop.Sends.ClaimAsync(before, bed.Row("mail", SendState.Claimed), Always, default));
    }

    [Theory]
    [InlineData(true, "Planned")]
    [InlineData(false, "")]
    public async Task GiveBack_OwnClaim_IsPlannedAgainWhileTheEnrollmentRuns(bool isActive, string expected)
    {
        SendBed bed = await SendBed.MakeAsync();
        SendRow claimed = bed.Row("mail", SendState.Claimed) with { PayloadHash = "h", ClaimedAtSystem = Told.Noon };
        SendRow planned = bed.Row("mail", SendState.Planned) with { Key = claimed.Key with { Channel = Channel.Line } };
        await bed.ClaimAsync(claimed);
        if (!isActive)
        {
            await bed.EndAsync();
        }

        await bed.Shop.Sends.GiveBackAsync(await bed.StateAsync(), claimed with { PayloadHash = "another" }, planned, default);
        Assert.Equal([claimed], await bed.RowsAsync());
        await bed.Shop.Sends.GiveBackAsync(await bed.StateAsync(), claimed, planned, default);

        Assert.Equal(expected, string.Join(' ', (await bed.RowsAsync()).Select(r => r.State)));
        Assert.All(await bed.RowsAsync(), r => Assert.Equal(planned, r));
    }

    [Fact]
    public async Task Settle_TakenFromOneWhileAnotherGaveItBack_IsSentAndLeavesNoPlannedRow()
    {
        SendBed bed = await SendBed.MakeAsync();
        SendRow claimed = bed.Row("mail", SendState.Claimed) with { PayloadHash = "h", ClaimedAtSystem = Told.Noon };
        await bed.ClaimAsync(claimed);
        CustomerState before = await bed.StateAsync();
        await bed.Shop.Sends.GiveBackAsync(before, claimed, bed.Row("mail", SendState.Planned) with { Key = claimed.Key with { Channel = Channel.Line } }, default);

        SendRow sent = claimed with { State = SendState.Sent, SettledAt = Told.Noon };
        Assert.Equal(sent, (await bed.Shop.Sends.SettleAsync(before, sent, default)).Row);

        Assert.Equal([sent], await bed.RowsAsync());
    }
}
