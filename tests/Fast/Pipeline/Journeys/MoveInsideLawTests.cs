using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;
using static FollowUpFlows.Tests.Fast.Pipeline.Journeys.MovingShop;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Whenever a version for those inside is published, and wherever the process ends meanwhile.</summary>
public sealed class MoveInsideLawTests
{
    private static readonly string Old = string.Join('\n',
        "  - " + Mail("now"),
        "  - " + Mail("night", "after: 1d, at: \"22:00\""),
        $"  - {{ id: wait, after: 2d, waitFor: {{ type: order, timeout: 1d }}, then: [ {Mail("yes")} ], else: [ {Mail("no")} ] }}",
        $"  - {{ id: split, split: {{ experiment: e, arms: [ {{ id: x, weight: 1, steps: [ {Mail("mid", "after: 4d")} ] }}, {{ id: h, weight: 0, steps: [] }} ] }} }}",
        "  - " + Mail("last", "after: 7d"));

    private static readonly string New = string.Join('\n',
        "  - " + Mail("now"),
        "  - " + Mail("night", "after: 1d, at: \"20:00\""),
        $"  - {{ id: wait, after: 2d, waitFor: {{ type: order, timeout: 2d }}, then: [ {Mail("yes")} ], else: [ {Mail("no")} ] }}",
        "  - " + Mail("fresh", "after: 3d"),
        $"  - {{ id: split, split: {{ experiment: e, arms: [ {{ id: h, weight: 9, steps: [] }}, {{ id: x, weight: 1, steps: [ {Mail("mid", "after: 5d")} ] }} ] }} }}",
        "  - " + Mail("last", "after: 8d"));

    private static readonly string[] Common = ["last", "mid", "night", "no", "now"];

    private int used;

    /// <summary>The steps that both have reach everybody once; the new one only those who had not come so far. Who had drawn an arm stays in
    /// it; the others draw by the new weights.</summary>
    [Fact]
    public async Task PublishedAtAnyHour_NobodyGetsAStepTwice_AndNobodyIsForgotten()
    {
        for (DateTimeOffset at = Story.Time("21T13:00"); at < Story.Time("29T12:00"); at = at.AddHours(7))
        {
            MovingShop shop = await OpenAsync(Old);
            await shop.Story.UntilAsync(TextOf(at));
            await shop.PublishAsync(New);
            await shop.WakeAsync();
            await shop.Story.UntilAsync("40T00:00");
            SendRow[] rows = [.. (await shop.Story.StateAsync(Story.Hanako)).Sends.Values.Select(SendRows.Row)];
            Assert.Equal((at, true), (at, rows.All(r => r.State is SendState.Sent || (r.State == SendState.Withheld && r.Reason == "Holdout"))));
            string[] steps = [.. rows.Select(r => r.Key.StepId).Order(StringComparer.Ordinal)];
            Assert.Equal((at, string.Join(',', Common)), (at, string.Join(',', steps.Where(s => s != "fresh"))));
            Assert.Equal((at, rows.Length), (at, await shop.Story.CertifiedAsync()));
            Assert.All(await shop.AllAsync(), e => Assert.False(e.IsActive));
        }
    }

    /// <summary>After each single effect the process ends, with its answer lost; the next one goes on.</summary>
    [Fact]
    public async Task Move_InterruptedAfterAnyEffect_EndsAsIfItNeverWas()
    {
        MovingShop whole = await MovedAsync(null);
        string[] expected = await StateAsync(whole);
        int due = await whole.Story.CertifiedAsync();
        Assert.Equal(["v1 NewVersion", "v2 Completed from wait"], await whole.EnrollmentsAsync());
        int effects = used;
        Assert.InRange(effects, 8, 100);
        for (int n = 1; n < effects; n++)
        {
            MovingShop shop = await MovedAsync(n);
            Assert.Equal((n, string.Join('\n', whole.Story.Sent)), (n, string.Join('\n', shop.Story.Sent)));
            Assert.Equal((n, string.Join('\n', expected)), (n, string.Join('\n', await StateAsync(shop))));
            Assert.Equal((n, due), (n, await shop.Story.CertifiedAsync()));
        }
    }

    /// <param name="effects">After which the process ends; null for one that is never interrupted.</param>
    private async Task<MovingShop> MovedAsync(int? effects)
    {
        MovingShop shop = await OpenAsync(Old);
        await shop.Story.UntilAsync("23T12:00");  // waits for an order
        await shop.PublishAsync(New);
        TestWorld world = shop.Story.World;
        Fuse fuse = effects is { } n ? new Fuse(n) : Fuse.None;
        try
        {
            await WakeAsync(world, new TestShop(world, fuse), fuse);
        }
        catch (StorageException) when (effects is not null)
        {
            world.SystemClock.Advance(TimeSpan.FromMinutes(6));
            await WakeAsync(world, new TestShop(world), Fuse.None);
        }

        used = fuse.Used;
        await shop.Story.UntilAsync("40T00:00");
        return shop;
    }

    private static async Task WakeAsync(TestWorld world, TestShop shop, Fuse fuse)
    {
        MoveInside inside = InsideOf(world, shop, new FusedTables(world.Tables, fuse));
        for (int round = 0; round < 3; round++)
        {
            await inside.RunAsync(TimeSpan.FromMinutes(1), shop.Orchestrations, default);
            await shop.SweepAsync();
            await shop.RunAsync();
            world.SystemClock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private static async Task<string[]> StateAsync(MovingShop shop) =>
        [.. (await shop.Story.World.Tables.DumpAsync(Tables.Customers)).Where(r => !r.Contains(" move:", StringComparison.Ordinal) && !r.Contains(" rank:", StringComparison.Ordinal))];

    private static string TextOf(DateTimeOffset at) => $"{(at - Story.Time("01T00:00")).Days + 1:D2}T{at.ToOffset(TimeSpan.FromHours(9)):HH:mm}";
}
