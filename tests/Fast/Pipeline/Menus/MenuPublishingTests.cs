using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Menus;

/// <summary>Rich menus are published with journeys and rank models, or without them.</summary>
public sealed class MenuPublishingTests
{
    private const string TwoRanks = """
        id: six-rank
        ranks:
          - { id: early, when: orderCount >= 2 }
          - { id: new }

        """;

    private readonly TestWorld world = new();
    private readonly TestShop shop;

    public MenuPublishingTests() => shop = new TestShop(world);

    [Fact]
    public async Task Menus_AreVersionsOfTheirOwn_WithTheirPictures()
    {
        await shop.Publish.RunAsync(JourneyFiles.Set().WithRanks(), default);
        Publication first = await shop.Publish.RunAsync(MenuCases.Set(MenuCases.Three), default);
        Assert.Equal(("line", 1, true), (first.Menus!.Id, first.Menus.Version, first.Menus.IsNew));
        Assert.Equal((1, false), (await PublishAsync(MenuCases.Set(MenuCases.Three))) is var again ? (again!.Version, again.IsNew) : default);

        Dictionary<string, byte[]> pictures = MenuCases.Pictures();
        pictures["line/gold.png"] = Pictures.Png(length: 999_999, fill: 7);  // of several rows
        Assert.Equal((2, true), (await PublishAsync(MenuCases.Set(MenuCases.Three, pictures))) is var second ? (second!.Version, second.IsNew) : default);
        FollowUpFlows.Pipeline.Sending.Menus.RichMenuSet menus = (await new TestShop(world).RichMenus.CurrentAsync(default))!;
        Assert.Equal(pictures["line/gold.png"], await shop.Pictures.ReadAsync(menus.Menus[0].Picture.Hash, default));
        Assert.Null(await PublishAsync(JourneyFiles.Set()));
        Assert.Equal(2, (await shop.Store.RichMenus.HeadsAsync(default)).Single().Version);
    }

    [Fact]
    public async Task Menus_OfARankThatNoModelHas_AreRefusedAtTheirPlace()
    {
        TemplateSet set = MenuCases.Set(MenuCases.Three).With(("ranks/two.yaml", TwoRanks)) with { Pictures = MenuCases.Pictures() };
        Publication publication = await shop.Publish.RunAsync(set, default);
        Assert.Equal([("line/richmenus.yaml", 27, "the rank model 'six-rank' has no rank 'repeater'; its ranks are early, new")], publication.Faults.Select(f => (f.File, f.Line!.Value, f.Message)));
        Assert.Empty(await world.Tables.DumpAsync(Tables.Journeys, Tables.LineMenus));
    }

    [Fact]
    public async Task Model_ThatTakesARankAwayFromMenus_IsRefused()
    {
        await shop.Publish.RunAsync(JourneyFiles.Set().WithRanks(), default);
        await PublishAsync(MenuCases.Set(MenuCases.Three));
        Publication publication = await shop.Publish.RunAsync(JourneyFiles.Set().With(("ranks/two.yaml", TwoRanks)), default);
        Assert.Equal(["rich menus, as published: the rank model 'six-rank' has no rank 'repeater'; its ranks are early, new"], publication.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Files_ThatNoMenuHas_AreNamed()
    {
        Dictionary<string, byte[]> pictures = MenuCases.Pictures();
        pictures["line/spare.png"] = Pictures.Png();
        TemplateSet set = JourneyFiles.Set().WithRanks().With((TemplateSet.RichMenus, MenuCases.Three), ("line/richmenu.yaml", "x: 1")) with { Pictures = pictures };
        IEnumerable<TemplateFinding> findings = CheckedTemplates.Of(set, PublishedTemplates.None, TestShop.Settings).Findings;
        Assert.Equal(
            [
                (LintSeverity.Warning, "line/richmenu.yaml", "nothing reads this file; rich menus are in line/richmenus.yaml"),
                (LintSeverity.Warning, "line/spare.png", "no rich menu has this picture"),
            ],
            findings.Where(f => f.File.StartsWith("line/", StringComparison.Ordinal)).Select(f => (f.Severity, f.File, f.Message)));
        Assert.Empty(CheckedTemplates.Of(set with { Files = set.Without([TemplateSet.RichMenus]).With((TemplateSet.RichMenus, "x")).Files }, PublishedTemplates.None, TestShop.Settings)
            .Findings.Where(f => f.Message.Contains("has this picture", StringComparison.Ordinal)));
    }

    private async Task<PublishedVersion?> PublishAsync(TemplateSet set)
    {
        Publication publication = await shop.Publish.RunAsync(set, default);
        Assert.Empty(publication.Faults);
        return publication.Menus;
    }
}
