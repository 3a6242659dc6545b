using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>The list for those who look after it.</summary>
public sealed class SuppressionListTests
{
    private const string Address = "hanako@example.com";

    private static readonly OperatorAct Sato = new("sato", "asked by telephone");

    private readonly TestWorld world = new();

    private SuppressionList List => new TestShop(world).SuppressionList;

    private Suppressions Addresses => new TestShop(world).Suppressions;

    [Fact]
    public async Task Added_ByAPerson_IsFoundByEveryWayOfWritingAndRemembersWho()
    {
        ListedSuppression entry = await List.AddAsync(Channel.Email, Address, Sato, default);
        Assert.Equal(entry, await List.FindAsync(Channel.Email, " HANAKO@example.com ", default));
        Assert.Equal(entry, await List.FindAsync(entry.Id, default));
        Assert.Equal((Channel.Email, new Suppression(SuppressionReason.Person, Told.Noon)), (entry.Channel, entry.Suppression));
        Assert.Equal([new SuppressionChange(Told.Noon, null, SuppressionReason.Person, Sato)], await List.HistoryAsync(entry.Id, default));
        Assert.DoesNotContain(Address, string.Join('\n', await world.Tables.DumpAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Added_Again_StaysAsItWas()
    {
        await Addresses.AddAsync(Channel.Email, Address, SuppressionReason.Complaint, default);
        world.ShopClock.Advance(TimeSpan.FromHours(1));
        ListedSuppression entry = await List.AddAsync(Channel.Email, Address, Sato, default);
        Assert.Equal(new Suppression(SuppressionReason.Complaint, Told.Noon), entry.Suppression);
        Assert.Equal(new SuppressionChange(Told.Noon, null, SuppressionReason.Complaint, null), Assert.Single(await List.HistoryAsync(entry.Id, default)));
    }

    [Fact]
    public async Task Removed_IsNoLongerThere_ButItsHistoryIs()
    {
        await Addresses.AddAsync(Channel.Email, Address, SuppressionReason.Unsubscribe, default);
        string id = (await List.FindAsync(Channel.Email, Address, default))!.Id;
        world.ShopClock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(SuppressionReason.Unsubscribe, await List.RemoveAsync(id, Sato, default));

        Assert.False(await Addresses.IsSuppressedAsync(Channel.Email, Address, default));
        Assert.Null(await List.FindAsync(id, default));
        Assert.Empty((await List.PageAsync(null, new ListRange(null, 50), default)).Items);
        Assert.Equal(
            new SuppressionChange(Told.At(60), SuppressionReason.Unsubscribe, null, Sato), (await List.HistoryAsync(id, default))[^1]);
        Assert.Null(await List.RemoveAsync(id, Sato, default));
        Assert.Equal(2, (await List.HistoryAsync(id, default)).Count);
    }

    /// <summary>An older statement that arrives late must not bring the block back.</summary>
    [Fact]
    public async Task Removed_Block_StillKnowsWhenItWasSaid()
    {
        await Addresses.NoteBlockAsync(Channel.Line, SendBed.LineUserId, isBlocked: true, Told.At(5), default);
        string id = (await List.FindAsync(Channel.Line, SendBed.LineUserId, default))!.Id;
        await List.RemoveAsync(id, Sato, default);
        await Addresses.NoteBlockAsync(Channel.Line, SendBed.LineUserId, isBlocked: true, Told.At(4), default);
        Assert.False(await Addresses.IsSuppressedAsync(Channel.Line, SendBed.LineUserId, default));
        await Addresses.NoteBlockAsync(Channel.Line, SendBed.LineUserId, isBlocked: true, Told.At(6), default);
        Assert.True(await Addresses.IsSuppressedAsync(Channel.Line, SendBed.LineUserId, default));
    }

    [Fact]
    public async Task Page_ByReason_HasOnlyThose_EachOnce()
    {
        foreach (int number in Enumerable.Range(0, 7))
        {
            await Addresses.AddAsync(Channel.Email, $"a{number}@example.com", number < 3 ? SuppressionReason.Complaint : SuppressionReason.Erased, default);
        }

        Assert.Equal(7, (await AllAsync(null)).Distinct().Count());
        Assert.Equal(3, (await AllAsync(SuppressionReason.Complaint)).Count);
        Assert.Empty(await AllAsync(SuppressionReason.Blocked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("email")]
    [InlineData("email-")]
    [InlineData("fax-abc")]
    [InlineData("email-abc-def")]
    [InlineData("email-a:b")]
    [InlineData("index-0")]
    public async Task Id_ThatIsNone_LeadsNowhere(string id)
    {
        Assert.Null(await List.FindAsync(id, default));
        Assert.Empty(await List.HistoryAsync(id, default));
        Assert.Null(await List.RemoveAsync(id, Sato, default));
    }

    private async Task<List<string>> AllAsync(SuppressionReason? reason)
    {
        List<string> ids = [];
        string? next = null;
        do
        {
            ListPage<ListedSuppression> page = await List.PageAsync(reason, new ListRange(next, 2), default);
            ids.AddRange(page.Items.Select(i => i.Id));
            next = page.Next;
        }
        while (next is not null);
        return ids;
    }
}
