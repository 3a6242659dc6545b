using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Intake;

/// <summary>Somebody says, and does not prove, that something has changed in a shop that is looked through.</summary>
public sealed class PollHintTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Hints_HoweverMany_BringTheNextLookForwardOnce()
    {
        PollBed bed = await PollBed.OpenAsync();
        await bed.LookAsync();
        bed.Has("a", bed.Now);
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(Minute));
        await HintAsync(bed);
        await HintAsync(bed);
        Assert.Equal(new PollOutcome.Looked(1), await bed.LookAsync(Minute));
        Assert.Equal(["a Paid"], await bed.OrdersAsync());
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(Minute));
    }

    [Fact]
    public async Task Hint_DuringALook_BringsAnotherOne()
    {
        PollBed bed = await PollBed.OpenAsync();
        bed.Poll.Afterwards.Enqueue(() => HintAsync(bed).GetAwaiter().GetResult());
        await bed.LookAsync();
        Assert.IsType<PollOutcome.Looked>(await bed.LookAsync(Minute));
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(Minute));
    }

    /// <summary>Whoever posts again and again must not spend what a shop still grants.</summary>
    [Fact]
    public async Task Hint_WhileTheShopFails_WaitsAsEverythingElse()
    {
        PollBed bed = await PollBed.OpenAsync();
        bed.Poll.Faults.Enqueue(new ShopApiException(ShopApiFailure.Temporary, "status 429", TimeSpan.FromMinutes(10)));
        Assert.IsType<PollOutcome.Failed>(await bed.LookAsync());
        await HintAsync(bed);
        Assert.IsType<PollOutcome.NotDue>(await bed.LookAsync(Minute));
        Assert.IsType<PollOutcome.Looked>(await bed.LookAsync(TimeSpan.FromMinutes(9)));
    }

    [Fact]
    public async Task Hint_IsNotKept()
    {
        PollBed bed = await PollBed.OpenAsync();
        await HintAsync(bed);
        Assert.Empty(await bed.World.Tables.DumpAsync(Tables.Inbox));
        Assert.DoesNotContain("anything", string.Join('\n', await bed.World.Tables.DumpAsync()), StringComparison.Ordinal);
        Assert.IsType<Acceptance.UnknownSource>(await bed.Shop.Accept.RunAsync("another", ScriptedSource.Hint(), default));
    }

    private static async Task HintAsync(PollBed bed) =>
        Assert.IsType<Acceptance.Hinted>(await bed.Shop.Accept.RunAsync(TestWorld.SourceId, ScriptedSource.Hint(), default));
}
