using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

public sealed class PlannedSendsTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public async Task Plan_SendSteps_AreInTheLedgerUnderThePreferredChannelAndInTheIndex()
    {
        SendBed bed = await SendBed.MakeAsync();

        await bed.PlanAsync("mail", "both");

        Assert.Equal(
            [bed.Row("both", SendState.Planned) with { Key = bed.Key("both", Channel.Line) }, bed.Row("mail", SendState.Planned)],
            await bed.RowsAsync());
        Assert.Equal(["both", "mail"], await StepsOfAsync(bed, Today));
        Assert.Empty(await StepsOfAsync(bed, Today.AddDays(1)));
    }

    [Fact]
    public async Task Plan_Repeated_WritesNothing()
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.SendAsync("mail");
        Assert.Empty(await bed.Shop.Planned.PlanAsync(await bed.StateAsync(), bed.Enrollment, bed.Visits("mail"), default));
        await bed.PlanAsync("mail", "both");
        Assert.Equal([SendState.Planned, SendState.Sent], (await bed.RowsAsync()).Select(r => r.State));
        Assert.Empty(await bed.Shop.Planned.PlanAsync(await bed.StateAsync(), bed.Enrollment, bed.Visits("mail", "both"), default));
    }

    [Fact]
    public async Task Plan_InterruptedAfterTheIndex_LeavesARowThatLeadsToNothing()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.Restart(new Fuse(1));
        await Assert.ThrowsAsync<StorageException>(() => bed.PlanAsync("mail"));
        bed.Restart();
        Assert.Empty(await bed.RowsAsync());
        Assert.Equal(["mail"], await StepsOfAsync(bed, Today));

        await bed.PlanAsync("mail");

        Assert.Single(await bed.RowsAsync());
        Assert.Equal(["mail"], await StepsOfAsync(bed, Today));
    }

    [Fact]
    public async Task Dropped_AtAnEarlyEnd_TakesPlannedRowsAwayAndHoldsAClaimedOne()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.Refusals.Enqueue(new ChannelException(Channel.Email, ChannelFailure.Temporary, "busy"));
        await Assert.ThrowsAsync<ChannelException>(() => bed.SendAsync("mail"));
        await bed.PlanAsync("both");

        await bed.EndAsync(drops: true);

        SendRow held = Assert.Single(await bed.RowsAsync());
        Assert.Equal(("mail", SendState.Held), (held.Key.StepId, held.State));
        Assert.Empty(PlannedSends.Dropped(await bed.StateAsync(), bed.Enrollment.EnrollmentId, Told.Noon));
        Assert.Empty(PlannedSends.Dropped(await bed.StateAsync(), bed.Enrollment.EnrollmentId[..^1], Told.Noon));
    }

    /// <summary>It was owed when the enrollment ended, so the ledger says what became of it.</summary>
    [Fact]
    public async Task Dropped_WhatWasDueAtTheEnd_IsWithheld()
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.PlanAsync("mail");

        await bed.EndAsync(drops: true, endedAt: Told.Noon);

        SendRow withheld = Assert.Single(await bed.RowsAsync());
        Assert.Equal(
            (SendState.Withheld, nameof(WithholdReason.EnrollmentEnded), (DateTimeOffset?)Told.Noon),
            (withheld.State, withheld.Reason, withheld.SettledAt));
    }

    [Fact]
    public async Task Dropped_WhileTheProviderIsCalled_IsSettledByTheEndOfTheCall()
    {
        SendBed bed = await SendBed.MakeAsync();
        bed.World.Email.BeforeTaking = () => bed.EndAsync(drops: true);

        SendOutcome.Settled settled = Assert.IsType<SendOutcome.Settled>(await bed.SendAsync("mail"));

        Assert.Equal(SendState.Sent, settled.Row.State);
        Assert.Equal(SendState.Sent, Assert.Single(await bed.RowsAsync()).State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task DueIndex_PagedOrStreamed_GivesEveryRowOfTheDayOnce(int limit)
    {
        TestShop shop = new(new TestWorld());
        string[] customers = [.. Enumerable.Range(0, 30).Select(i => $"c{i}")];
        foreach (string customer in customers)
        {
            await shop.Due.AddAsync(customer, [new DueLead(customer, "j:1", "mail", Told.Noon), new DueLead(customer, "j:1", "next", Told.Noon.AddDays(1))], default);
        }

        List<DueLead> paged = [];
        string? cursor = null;
        do
        {
            DuePage page = await shop.Due.OfDayAsync(Today, cursor, limit, default);
            paged.AddRange(page.Leads);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(customers.Order(), paged.Select(l => l.CustomerId).Order());
        Assert.All(paged, l => Assert.Equal(("mail", Told.Noon), (l.StepId, l.DueAt)));
        Assert.Equal(paged, await ListAsync(shop.Due.OfDayAsync(Today, default)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("8:")]
    [InlineData("12:a")]
    [InlineData("")]
    public async Task DueIndex_CursorThatWasNeverGiven_IsFollowedByNothing(string cursor)
    {
        SendBed bed = await SendBed.MakeAsync();
        await bed.PlanAsync("mail");
        DuePage page = await bed.Shop.Due.OfDayAsync(Today, cursor, 10, default);
        Assert.Empty(page.Leads);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task DueIndex_Midnight_DividesTheShopsDays()
    {
        TestShop shop = new(new TestWorld());
        DateTimeOffset midnight = new(2026, 11, 21, 15, 0, 0, TimeSpan.Zero);  // in Tokyo
        await shop.Due.AddAsync("c1", [new DueLead("c1", "j:1", "before", midnight.AddTicks(-1)), new DueLead("c1", "j:1", "at", midnight)], default);
        Assert.Equal("before", Assert.Single(await ListAsync(shop.Due.OfDayAsync(Today, default))).StepId);
        Assert.Equal("at", Assert.Single(await ListAsync(shop.Due.OfDayAsync(Today.AddDays(1), default))).StepId);
    }

    private static async Task<string[]> StepsOfAsync(SendBed bed, DateOnly day) =>
        [.. (await ListAsync(bed.Shop.Due.OfDayAsync(day, default))).Select(l => l.StepId).Order(StringComparer.Ordinal)];

    private static async Task<List<DueLead>> ListAsync(IAsyncEnumerable<DueLead> leads)
    {
        List<DueLead> all = [];
        await foreach (DueLead lead in leads)
        {
            all.Add(lead);
        }

        return all;
    }
}
