using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Journeys;

/// <summary>From files to journeys that enroll.</summary>
public sealed class PublishingTests
{
    private static readonly SourceCustomer Hanako = Told.Account("7", 1, "hanako@example.com");

    private readonly TestWorld world = new();
    private readonly TestShop shop;

    public PublishingTests() => shop = new TestShop(world);

    [Fact]
    public async Task Publish_SameFilesAgain_MakesNoVersion()
    {
        TemplateSet set = JourneyFiles.Set(JourneyFiles.Thanks, JourneyFiles.OneMail);
        Publication first = await shop.Publish.RunAsync(set, default);
        string[] before = await world.Tables.DumpAsync();
        world.ShopClock.Advance(TimeSpan.FromDays(1));

        Publication second = await shop.Publish.RunAsync(set, default);

        Assert.Equal([("thanks", 1, true), ("one-mail", 1, true)], first.Versions.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal([("thanks", 1, false), ("one-mail", 1, false)], second.Versions.Select(v => (v.Id, v.Version, v.IsNew)));
        Assert.Equal(before, await world.Tables.DumpAsync());
    }

    [Theory]
    [InlineData("messages/thank-you.email.md", 2)]
    [InlineData("messages/_layout.html", 2)]
    [InlineData("messages/unused.email.md", 1)]
    public async Task Publish_ChangedFile_MakesAVersionOnlyOfJourneysThatUseIt(string file, int version)
    {
        TemplateSet set = JourneyFiles.Set(JourneyFiles.OneMail);
        await shop.Publish.RunAsync(set, default);
        Dictionary<string, string> files = new(set.Files, StringComparer.Ordinal);
        files[file] = files.GetValueOrDefault(file, "") + "\n";

        Assert.Equal(version, Assert.Single((await shop.Publish.RunAsync(new TemplateSet(files), default)).Versions).Version);
        Assert.Equal(set.Files["messages/thank-you.email.md"], (await shop.Store.Journeys.FilesAsync("one-mail", 1, default))!.Files["messages/thank-you.email.md"]);
    }

    [Fact]
    public async Task Publish_OneFaultyFile_PublishesNothingAndNamesEveryFault()
    {
        string unknown = JourneyFiles.Journey("lost", "  - { id: a, send: { channel: [email, line], message: nowhere } }");
        Publication publication = await shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail, unknown, "id: [", JourneyFiles.OneMail), default);

        Assert.Empty(publication.Versions);
        Assert.Contains(publication.Faults, f => f.File == "journeys/1.yaml" && f.Message.Contains("messages/nowhere.email.md", StringComparison.Ordinal));
        Assert.Contains(publication.Faults, f => f.File == "journeys/1.yaml" && f.Message.Contains("messages/nowhere.line.yaml", StringComparison.Ordinal));
        Assert.Contains(publication.Faults, f => f.File == "journeys/2.yaml");
        Assert.Contains(publication.Faults, f => f.File == "journeys/3.yaml" && f.Message.Contains("journeys/0.yaml", StringComparison.Ordinal));
        Assert.Empty(await world.Tables.DumpAsync());
    }

    [Fact]
    public async Task Publish_SomebodyElseFaster_SaysSoAndKeepsTheirs()
    {
        TestShop other = new(world);
        world.Tables.Interrupt((table, _) => table == Tables.Journeys, () => other.PublishAsync(JourneyFiles.OneMail + "# theirs\n"));

        Publication publication = await shop.Publish.RunAsync(JourneyFiles.Set(JourneyFiles.OneMail), default);

        Assert.Contains("somebody else", Assert.Single(publication.Faults).Message, StringComparison.Ordinal);
        Assert.EndsWith("# theirs\n", (await shop.Store.Journeys.FilesAsync("one-mail", 1, default))!.Files["journeys/0.yaml"], StringComparison.Ordinal);
        Assert.Null(await shop.Store.Journeys.FilesAsync("one-mail", 2, default));
    }

    [Fact]
    public async Task Publish_LongFile_ComesBackWhole()
    {
        string text = string.Concat(Enumerable.Repeat("# お茶をどうぞ😊\n", 8_000)) + JourneyFiles.OneMail;
        await shop.PublishAsync(text);
        Assert.Equal(text, (await shop.Store.Journeys.FilesAsync("one-mail", 1, default))!.Files["journeys/0.yaml"]);
    }

    [Fact]
    public async Task Seed_OfAStoreThatHoldsJourneys_DoesNothing()
    {
        Assert.NotNull(await shop.Publish.SeedAsync(JourneyFiles.Set(JourneyFiles.OneMail), default));
        Assert.Null(await shop.Publish.SeedAsync(JourneyFiles.Set(JourneyFiles.Thanks), default));
        Assert.Equal("one-mail", Assert.Single(await shop.Store.Journeys.HeadsAsync(default)).Id);
    }

    [Fact]
    public async Task Library_NewVersionByAnotherProcess_IsSeenAfterTwoSecondsOfTheSystemClock()
    {
        await shop.PublishAsync(JourneyFiles.OneMail);
        Assert.Equal(1, Assert.Single(await shop.Library.ActiveAsync(default)).Version);
        await new TestShop(world).PublishAsync(JourneyFiles.OneMail + "# two\n");

        world.SystemClock.Advance(JourneyLibrary.FreshFor - TimeSpan.FromTicks(1));
        Assert.Equal(1, Assert.Single(await shop.Library.ActiveAsync(default)).Version);
        world.SystemClock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, Assert.Single(await shop.Library.ActiveAsync(default)).Version);
    }

    [Theory]
    [InlineData("file:thanks:000001:journeys=2F0.yaml:000", null)]
    [InlineData("file:thanks:000001:journeys=2F0.yaml:000", "id: [")]
    [InlineData("file:thanks:000001:messages=2Fthank-you.email.md:000", "")]
    public async Task Library_BrokenVersion_IsQuarantinedAndTheOthersRun(string row, string? text)
    {
        await shop.PublishAsync(JourneyFiles.Thanks, JourneyFiles.OneMail);
        Entity broken = (await world.Tables.ReadAsync(Tables.Journeys, "library", row, default))!;
        EntityChange change = text is null
            ? new EntityChange.Delete(row)
            : new EntityChange.Put(broken with { Properties = new Dictionary<string, object>(broken.Properties) { ["Text"] = text } });
        await world.Tables.WriteAsync(Tables.Journeys, "library", change, default);

        TestShop next = new(world);
        await next.TellAsync("w", Hanako.Bought(Told.Order("o-1", 1)));
        await next.RunAsync();

        Assert.NotEmpty(await next.Library.FaultsAsync(default));
        Assert.Equal("one-mail", Assert.Single(await next.Library.ActiveAsync(default)).Definition.Id);
        Assert.Single(world.Email.Calls);
        await Assert.ThrowsAsync<InvalidOperationException>(() => next.Library.PinnedAsync("thanks", 1, default));
    }

    [Fact]
    public async Task TemplateSet_Hash_IsThatOfItsContents()
    {
        TemplateSet set = new(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.Equal(set.Hash(), new TemplateSet(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }).Hash());
        Assert.NotEqual(set.Hash(), new TemplateSet(new Dictionary<string, string> { ["a"] = "2", ["b"] = "1" }).Hash());
        Assert.NotEqual(set.Hash(), new TemplateSet(new Dictionary<string, string> { ["a"] = "1b1:2" }).Hash());
        Assert.Null(await shop.Store.Journeys.FilesAsync("thanks", 1, default));
    }

    [Fact]
    public void Bundle_LineOnlyJourney_NeedsNoLayout()
    {
        TemplateSet set = JourneyFiles.Set(JourneyFiles.Journey("line", "  - { id: a, send: { channel: [line], message: thank-you } }"));
        Dictionary<string, string> files = set.Files.Where(f => !f.Key.Contains("_layout", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value);
        TemplateReading<JourneyBundle> reading = JourneyBundle.Read("journeys/0.yaml", new TemplateSet(files), "six-rank");
        Assert.Empty(reading.Faults);
        Assert.Equal(["journeys/0.yaml", "messages/thank-you.line.yaml"], reading.Value!.Files.Files.Keys.Order());
    }
}
