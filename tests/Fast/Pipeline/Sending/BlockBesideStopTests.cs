using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>A customer's block and the shop's own stop come and go each for itself.</summary>
public sealed class BlockBesideStopTests
{
    private static readonly OperatorAct Sato = new("sato", "asked by telephone");

    private readonly TestShop shop = new(new TestWorld());

    /// <summary>b: blocks, u: unblocks, s: the shop stops, l: and lifts.</summary>
    [Theory]
    [InlineData("s b", SuppressionReason.Person)]
    [InlineData("s b l", SuppressionReason.Blocked)]
    [InlineData("b s l", SuppressionReason.Blocked)]
    [InlineData("s b u", SuppressionReason.Person)]
    [InlineData("b s u", SuppressionReason.Person)]
    [InlineData("s b u l", null)]
    [InlineData("b s u l", null)]
    [InlineData("s b l u", null)]
    [InlineData("b s l u", null)]
    [InlineData("s l b", SuppressionReason.Blocked)]
    [InlineData("b l", SuppressionReason.Blocked)]
    [InlineData("b u s l", null)]
    public async Task Each_StaysUntilItIsTakenBack(string acts, SuppressionReason? expected)
    {
        int minute = 0;
        foreach (string act in acts.Split(' '))
        {
            await DoAsync(act, minute++);
        }

        Assert.Equal(expected, (await shop.Suppressions.FindAsync(Channel.Line, SendBed.LineUserId, default))?.Reason);
    }

    /// <summary>Whoever looks after the list can take each off, one after the other.</summary>
    [Theory]
    [InlineData(SuppressionReason.Person)]
    [InlineData(SuppressionReason.Complaint)]
    public async Task Removed_FromTheList_LeavesTheBlock(SuppressionReason reason)
    {
        await shop.Suppressions.AddAsync(Channel.Line, SendBed.LineUserId, reason, default);
        await DoAsync("b", 1);
        string id = (await shop.SuppressionList.FindAsync(Channel.Line, SendBed.LineUserId, default))!.Id;
        Assert.Equal(reason, await shop.SuppressionList.RemoveAsync(id, Sato, default));
        Assert.Equal(SuppressionReason.Blocked, await shop.SuppressionList.RemoveAsync(id, Sato, default));
        Assert.Null(await shop.SuppressionList.FindAsync(id, default));
    }

    [Fact]
    public async Task Block_ToldLate_IsNotThereBesideTheStop()
    {
        await DoAsync("u", 5);
        await DoAsync("s", 6);
        await DoAsync("b", 4);
        await DoAsync("l", 7);
        Assert.False(await shop.Suppressions.IsSuppressedAsync(Channel.Line, SendBed.LineUserId, default));
    }

    private Task DoAsync(string act, int minute) => act switch
    {
        "s" => shop.SuppressionList.AddAsync(Channel.Line, SendBed.LineUserId, Sato, default),
        "l" => shop.SuppressionList.RemoveOwnAsync(Channel.Line, SendBed.LineUserId, Sato, default),
        _ => shop.Suppressions.NoteBlockAsync(Channel.Line, SendBed.LineUserId, act == "b", Told.At(minute), default),
    };
}
