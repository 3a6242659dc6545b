using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Sending;

/// <summary>The index of due sends follows from the ledger.</summary>
public sealed class CheckDueIndexTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public async Task Missing_WhatThePlanWrote_IsNothing()
    {
        SendBed bed = await KnownAsync();
        await bed.PlanAsync("mail", "both");
        await bed.SendAsync("mail"); // settled: nobody looks for it any more

        Assert.Empty(await MissingAsync(bed, repair: true));
        await ForgetIndexAsync(bed);
        Assert.Equal(["both"], (await MissingAsync(bed)).Select(l => l.StepId));
    }

    [Fact]
    public async Task Missing_RowsThatAreGone_AreFoundAndWrittenAnewOnce()
    {
        SendBed bed = await KnownAsync();
        await bed.PlanAsync("mail", "both");
        await ForgetIndexAsync(bed);

        DueLead[] seen = await MissingAsync(bed);
        Assert.Empty(await bed.World.Tables.RowsAsync(Today)); // to look changes nothing
        DueLead[] mended = await MissingAsync(bed, repair: true);

        Assert.Equal(["both", "mail"], seen.Select(l => l.StepId).Order());
        Assert.Equal(seen, mended);
        Assert.All(mended, l => Assert.Equal((bed.CustomerId, bed.Enrollment.EnrollmentId, Told.Noon), (l.CustomerId, l.EnrollmentId, l.DueAt)));
        Assert.Empty(await MissingAsync(bed));
        Assert.Equal(2, (await bed.World.Tables.RowsAsync(Today)).Length);
    }

    /// <summary>A deferred send is looked for on the day until which it waits; that of its plan is past.</summary>
    [Fact]
    public async Task Missing_DeferredSend_IsThatOfItsLaterDay()
    {
        SendBed bed = await KnownAsync();
        await bed.PlanAsync("mail");
        SendRow later = bed.Row("mail", SendState.Planned) with { DeferredUntil = Told.Noon.AddDays(2) };
        await bed.ClaimAsync(later);

        DueLead missing = Assert.Single(await MissingAsync(bed, repair: true));

        Assert.Equal(Told.Noon.AddDays(2), missing.DueAt);
        Assert.Single(await bed.World.Tables.RowsAsync(Today.AddDays(2)));
        Assert.Empty(await MissingAsync(bed));
    }

    private static async Task<SendBed> KnownAsync()
    {
        SendBed bed = await SendBed.MakeAsync();
        await new KnownCustomers(bed.World.Tables).AddAsync(bed.CustomerId, default);
        return bed;
    }

    private static async Task<DueLead[]> MissingAsync(SendBed bed, bool repair = false)
    {
        CheckDueIndex check = new(bed.World.Tables, bed.Shop.Due, TestShop.Settings);
        List<DueLead> found = [];
        await foreach (DueLead lead in check.MissingAsync(repair, default))
        {
            found.Add(lead);
        }

        return [.. found];
    }

    private static async Task ForgetIndexAsync(SendBed bed)
    {
        foreach (Entity row in await bed.World.Tables.RowsAsync(Today))
        {
            await bed.World.Tables.WriteAsync(Tables.Indexes, row.PartitionKey, new EntityChange.Delete(row.RowKey), default);
        }
    }
}

internal static class DueRows
{
    public static async Task<Entity[]> RowsAsync(this IEntityTables tables, DateOnly day)
    {
        List<Entity> rows = [];
        foreach (string partition in DueIndex.PartitionsOf(day))
        {
            await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Indexes, partition), default))
            {
                rows.Add(row);
            }
        }

        return [.. rows];
    }
}
