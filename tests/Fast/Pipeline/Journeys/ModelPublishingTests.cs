using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>Rank models are published with the journeys that name them.</summary>
public sealed class ModelPublishingTests
{
    private const string TwoRanks = """
        id: two-ranks
        ranks:
          - { id: regular, when: orderCount >= 3 }
          - { id: everybody }

        """;

    private readonly TestWorld world = new();
    private readonly TestShop shop;

    public ModelPublishingTests() => shop = new TestShop(world);

    [Fact]
    public async Task Publish_Models_MakesVersionsOfTheirOwn()
    {
        TemplateSet set = JourneyFiles.Set(Gated("regular")).With(("ranks/two.yaml", TwoRanks));
        Publication first = await shop.Publish.RunAsync(set, default);
        Publication second = await shop.Publish.RunAsync(set, default);
        Publication third = await shop.Publish.RunAsync(set.With(("ranks/two.yaml", TwoRanks + "lapsedAfterDays: 90\n")), default);

        Assert.Equal([("two-ranks", 1, true)], first.Models.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal([("gated", 1, true)], first.Versions.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal([("two-ranks", 1, false)], second.Models.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal([("two-ranks", 2, true)], third.Models.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal([("gated", 1, false)], third.Versions.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal(90, (await shop.Ranks.AllAsync(default))["two-ranks"].Definition.LapsedAfterDays);
    }

    [Theory]
    [InlineData("rank: { model: two-ranks, in: [regular, vip] }", "", 3, "the rank model 'two-ranks' has no rank 'vip'; its ranks are regular, everybody")]
    [InlineData("rank: { model: three-ranks, half: lapsed }", "", 3, "there is no rank model 'three-ranks'; the models are two-ranks")]
    [InlineData("rank: { half: current }", "", 3, "there is no rank model 'six-rank'; the models are two-ranks")]
    [InlineData("reentry: once", "{ when: { model: two-ranks, rank: vip }, steps: [] }", 5, "the rank model 'two-ranks' has no rank 'vip'; its ranks are regular, everybody")]
    public async Task Publish_RankThatNoModelHas_IsRefusedAtItsPlace(string line, string arm, int at, string message)
    {
        string branch = arm.Length == 0 ? "" : $"  - {{ id: b, branch: [ {arm} ] }}\n";
        string journey = $"id: j\ntrigger: {{ type: order }}\n{line}\nsteps:\n{branch}  - {{ id: a, after: 1d }}\n";
        Publication publication = await shop.Publish.RunAsync(JourneyFiles.Set(journey).With(("ranks/two.yaml", TwoRanks)), default);
        Assert.Equal([("journeys/0.yaml", at, message)], publication.Faults.Select(f => (f.File, f.Line!.Value, f.Message)));
        Assert.Empty(await world.Tables.DumpAsync());
    }

    [Theory]
    [InlineData("from: [vip], to: [regular]")]
    [InlineData("from: [regular], to: [vip]")]
    public async Task Publish_TriggerOnARankThatNoModelHas_IsRefused(string ranks)
    {
        string journey = $"id: j\ntrigger: {{ type: rank-changed, model: two-ranks, {ranks} }}\nsteps: [ {{ id: a, after: 1d }} ]\n";
        Publication publication = await shop.Publish.RunAsync(JourneyFiles.Set(journey).With(("ranks/two.yaml", TwoRanks)), default);
        Assert.Contains("'vip'", Assert.Single(publication.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ModelThatWasPublishedBefore_CanBeNamed()
    {
        await shop.Publish.RunAsync(new TemplateSet(new Dictionary<string, string> { ["ranks/two.yaml"] = TwoRanks }), default);
        Assert.Empty((await shop.Publish.RunAsync(JourneyFiles.Set(Gated("regular")), default)).Faults);
    }

    [Fact]
    public async Task Publish_ModelWithoutARankThatAJourneyNames_IsRefused()
    {
        await shop.Publish.RunAsync(JourneyFiles.Set(Gated("regular")).With(("ranks/two.yaml", TwoRanks)), default);
        TemplateSet smaller = new(new Dictionary<string, string> { ["ranks/two.yaml"] = "id: two-ranks\nranks: [ { id: everybody } ]\n" });

        Assert.Contains("'gated'", Assert.Single((await shop.Publish.RunAsync(smaller, default)).Faults).File, StringComparison.Ordinal);
        Assert.Equal(2, (await shop.Ranks.AllAsync(default))["two-ranks"].Ranks.Count);

        // Together with a journey that no longer names it, it goes.
        Assert.Empty((await shop.Publish.RunAsync(JourneyFiles.Set(Gated("everybody")).With([.. smaller.Files.Select(f => (f.Key, f.Value))]), default)).Faults);
    }

    [Fact]
    public async Task Publish_FaultyModel_PublishesNothing()
    {
        TemplateSet set = JourneyFiles.Set(JourneyFiles.OneMail).With(("ranks/a.yaml", TwoRanks), ("ranks/b.yaml", TwoRanks), ("ranks/c.yaml", "id: c\n"));
        Publication publication = await shop.Publish.RunAsync(set, default);
        Assert.Equal(["ranks/b.yaml", "ranks/c.yaml"], publication.Faults.Select(f => f.File).Order());
        Assert.Empty(await world.Tables.DumpAsync());
    }

    [Theory]
    [InlineData("rank-file:two-ranks:000002:ranks=2Ftwo.yaml:000", null)]
    [InlineData("rank-file:two-ranks:000002:ranks=2Ftwo.yaml:000", "id: [")]
    public async Task Library_NewestModelBroken_KeepsTheOneBeforeAndSaysSo(string row, string? text)
    {
        await shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail).With(("ranks/two.yaml", TwoRanks)), default);
        TemplateSet second = JourneyFiles.Set(JourneyFiles.OneMail).With(("ranks/two.yaml", TwoRanks + "lapsedAfterDays: 90\n"));
        await shop.Publish.RunAsync(second, default);
        await BreakAsync(row, text);

        TestShop next = new(world);
        Assert.Equal(180, (await next.Ranks.AllAsync(default))["two-ranks"].Definition.LapsedAfterDays);
        Assert.Contains(await next.Ranks.FaultsAsync(default), f => f.Message.Contains("version 1 of the rank model 'two-ranks' stays active", StringComparison.Ordinal));

        // Publishing the same files again mends it.
        Assert.Equal([("two-ranks", 3, true)], (await next.Publish.RunAsync(second, default)).Models.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal(90, (await next.Ranks.AllAsync(default))["two-ranks"].Definition.LapsedAfterDays);
        Assert.Empty(await next.Ranks.FaultsAsync(default));
    }

    [Fact]
    public async Task Library_NewestJourneyBroken_KeepsTheOneBeforeAndSaysSo()
    {
        await shop.PublishAsync(JourneyFiles.OneMail);
        await shop.PublishAsync(JourneyFiles.OneMail + "# two\n");
        await BreakAsync("file:one-mail:000002:journeys=2F0.yaml:000", "id: [");

        TestShop next = new(world);
        Assert.Equal(1, Assert.Single(await next.Library.ActiveAsync(default)).Version);
        Assert.Contains(await next.Library.FaultsAsync(default), f => f.Message.Contains("version 1 of the journey 'one-mail' stays active", StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidOperationException>(() => next.Library.PinnedAsync("one-mail", 2, default));
    }

    [Fact]
    public async Task Seed_HasModelsAndJourneys_Once()
    {
        TemplateSet set = JourneyFiles.Set(JourneyFiles.OneMail).With(("ranks/two.yaml", TwoRanks));
        Publication seeded = (await shop.Publish.SeedAsync(set, default))!;
        Assert.Equal(["two-ranks"], seeded.Models.Select(m => m.Id));
        Assert.Null(await shop.Publish.SeedAsync(set.With(("ranks/two.yaml", TwoRanks + "# more\n")), default));
    }

    [Fact]
    public async Task Seed_OfAStoreOfJourneysAlone_AddsTheModelsAlone()
    {
        await shop.PublishAsync(JourneyFiles.OneMail);
        Publication seeded = (await shop.Publish.SeedAsync(JourneyFiles.Set(JourneyFiles.Thanks).With(("ranks/two.yaml", TwoRanks)), default))!;
        Assert.Equal((1, 0), (seeded.Models.Count, seeded.Versions.Count));
        Assert.Equal("one-mail", Assert.Single(await shop.Library.ActiveAsync(default)).Definition.Id);
    }

    [Fact]
    public async Task Library_NewModelByAnotherProcess_IsSeenAfterTwoSecondsOfTheSystemClock()
    {
        await shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail), default);
        Assert.Empty(await shop.Ranks.AllAsync(default));
        await new TestShop(world).Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail).With(("ranks/two.yaml", TwoRanks)), default);

        world.SystemClock.Advance(JourneyLibrary.FreshFor - TimeSpan.FromTicks(1));
        Assert.Empty(await shop.Ranks.AllAsync(default));
        world.SystemClock.Advance(TimeSpan.FromTicks(1));
        Assert.Single(await shop.Ranks.AllAsync(default));
    }

    private async Task BreakAsync(string row, string? text)
    {
        Entity broken = (await world.Tables.ReadAsync(Tables.Journeys, "library", row, default))!;
        EntityChange change = text is null
            ? new EntityChange.Delete(row)
            : new EntityChange.Put(broken with { Properties = new Dictionary<string, object>(broken.Properties) { ["Text"] = text } });
        await world.Tables.WriteAsync(Tables.Journeys, "library", change, default);
    }

    private static string Gated(string rank) =>
        $"id: gated\ntrigger: {{ type: order }}\nrank: {{ model: two-ranks, in: [{rank}] }}\nsteps: [ {{ id: a, after: 1d }} ]\n";
}
