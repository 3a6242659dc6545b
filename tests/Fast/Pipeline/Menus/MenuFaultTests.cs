using FollowUpFlows.Cli.Fakes.Line;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>Whatever LINE does, and wherever the process ends: afterwards everybody sees their menu, and no menu is there twice.</summary>
public sealed class MenuFaultTests
{
    [Theory]
    [InlineData(LineFault.RateLimit)]
    [InlineData(LineFault.ServerError)]
    [InlineData(LineFault.ServerErrorAfterTaking)]
    [InlineData(LineFault.TimeOut)]
    [InlineData(LineFault.TimeOutAfterTaking)]
    [InlineData(LineFault.ConnectionLost)]
    [InlineData(LineFault.HalfAnswerAfterTaking)]
    [InlineData(LineFault.TokensTakenBack)]
    public async Task Menus_AfterAFaultThatPasses_AreAllThereOnce(LineFault fault)
    {
        int calls = (await WholeAsync(null, 0)).Wire.Requests.Count(r => r.Path.Contains("richmenu", StringComparison.Ordinal));
        Assert.InRange(calls, 10, 40);
        for (int before = 0; before < calls; before++)
        {
            await WholeAsync(fault, before);
        }
    }

    /// <summary>While LINE wants to be left alone, nothing is asked of it.</summary>
    [Fact]
    public async Task Round_AfterARefusal_WaitsAsLongAsItShould()
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1), orders: 2);
        bed.Line.FailMenus(LineFault.RateLimit);
        ChannelException refused = await Assert.ThrowsAsync<ChannelException>(() => bed.RoundAsync());
        Assert.Equal(TimeSpan.FromMinutes(1), refused.RetryAfter);
        int calls = bed.Wire.Requests.Count;
        bed.World.SystemClock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(MenuRound.Nothing, await bed.RoundAsync());
        Assert.Equal(calls, bed.Wire.Requests.Count);
        bed.World.SystemClock.Advance(TimeSpan.FromSeconds(1));
        await bed.SettleAsync();
        Assert.Equal("gold", bed.SeenBy(1));
    }

    [Theory]
    [InlineData("gold", 1)]
    [InlineData("member", 0)]
    public async Task Menu_ThatSomebodyDeletesAtLine_IsMadeAnewForEverybodyWhoHadIt(string menu, int mover)
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.BuyAsync(MenuBed.Person(2), orders: 2);
        await bed.SettleAsync();
        FakeRichMenu gone = bed.Line.RichMenus.Single(m => m.Name.StartsWith(menu == "gold" ? "初期" : "みなさま", StringComparison.Ordinal));
        Assert.True(bed.Line.DeleteMenu(gone.RichMenuId));
        if (mover > 0)
        {
            await bed.BuyAsync(MenuBed.Person(mover));  // the next one who is to see it
        }
        else
        {
            await bed.PublishAsync(MenuCases.Three.Replace("default: member\n", "  - { menu: member, rank: { in: new } }\n", StringComparison.Ordinal));
        }

        await bed.SettleAsync();
        Assert.Equal("gold", bed.SeenBy(2));
        Assert.Equal(menu, bed.SeenBy(1));
        Assert.Equal(3, bed.Line.RichMenus.Count);
    }

    [Fact]
    public async Task Person_WhomLineDoesNotTake_KeepsTheMenuFromNobodyElse()
    {
        MenuBed bed = await MenuBed.OpenAsync(menus: null);
        foreach (int number in Enumerable.Range(1, 20))
        {
            await bed.BuyAsync(MenuBed.Person(number), orders: 2);
        }

        bed.Line.Estrange(MenuBed.UserId(7));
        await bed.PublishAsync(MenuCases.Three);
        await bed.SettleAsync();
        Assert.All(Enumerable.Range(1, 20), n => Assert.Equal(n == 7 ? null : "gold", bed.SeenBy(n)));
        int calls = bed.Wire.Requests.Count;
        bed.World.SystemClock.Advance(TimeSpan.FromDays(8));
        await bed.SettleAsync();
        Assert.Equal(calls, bed.Wire.Requests.Count);  // not tried again with the same menu
        MenuCount count = (await bed.Shop.CountMenus.RunAsync(default))!;
        Assert.Equal([19, 0, 0], count.Menus.Select(m => m.People));
    }

    [Fact]
    public async Task Process_ThatEndsAnywhere_LosesNothingAndMakesNothingTwice()
    {
        Fuse whole = new(int.MaxValue);
        await LiveAsync(whole);
        Assert.InRange(whole.Used, 30, 600);
        for (int effects = 1; effects < whole.Used; effects++)
        {
            await LiveAsync(new Fuse(effects));
        }
    }

    /// <summary>Two customers and two publications, with a process that may end, and another one that goes on.</summary>
    private static async Task LiveAsync(Fuse fuse)
    {
        MenuBed bed = await MenuBed.OpenAsync(menus: null);
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.BuyAsync(MenuBed.Person(2), orders: 2);
        TestShop doomed = bed.Another(fuse);
        foreach (string menus in new[] { MenuCases.Three, MenuCases.Three.Replace("chatBarText: メニュー", "chatBarText: 会員", StringComparison.Ordinal) })
        {
            await UntilEndAsync(async () =>
            {
                Assert.Empty((await doomed.Publish.RunAsync(MenuCases.Set(menus), default)).Faults);
                await doomed.LinkMenus.RunAsync(TimeSpan.FromMinutes(1), default);
            });
            await bed.PublishAsync(menus);
            await bed.SettleAsync();
            Assert.Equal((null, "gold", "member"), (bed.SeenBy(1), bed.SeenBy(2), bed.Default));
        }

        await UntilEndAsync(() => doomed.TellAsync("moves", MenuBed.Person(1).Bought(Told.Order("moves", 1))));
        await bed.Shop.TellAsync("moves", MenuBed.Person(1).Bought(Told.Order("moves", 1)));
        await bed.SettleAsync();
        Assert.Equal("gold", bed.SeenBy(1));
        Assert.Equal(3, bed.Line.RichMenus.Count);
    }

    private static async Task UntilEndAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (StorageException)
        {
            // The process has ended.
        }
    }

    private static async Task<MenuBed> WholeAsync(LineFault? fault, int after)
    {
        MenuBed bed = await MenuBed.OpenAsync();
        await bed.BuyAsync(MenuBed.Person(1));
        await bed.BuyAsync(MenuBed.Person(2), orders: 2);
        bed.FailAfter(after, fault);
        await bed.SettleAsync();
        Assert.Equal((null, "gold", "member"), (bed.SeenBy(1), bed.SeenBy(2), bed.Default));
        Assert.Equal(3, bed.Line.RichMenus.Count);
        return bed;
    }
}
