using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Contract.Storage.Entities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Editing;

/// <summary>Drafts become versions in every store alike: all or none, once, with who did it.</summary>
public abstract class PublishContract<TStore> : IAsyncLifetime
    where TStore : IEntityStore, new()
{
    private static readonly PublicationNote Note = new("花子", "試し");

    private readonly TStore store = new();
    private readonly ServiceProvider services;

    protected PublishContract()
    {
        ServiceCollection all = new();
        StageServices.Add(all, new ShopSettings
        {
            Calendar = ShopCalendar.Find(ShopCalendar.DefaultZoneId)!,
            Sender = new SenderFacts("店", new Uri("https://shop.example/"), "店", "京都", "075"),
        });
        all.AddSingleton(store.Tables).AddSingleton(new Clocks(TimeProvider.System, TimeProvider.System));
        services = all.BuildServiceProvider();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Publish_OfSeveralJourneys_IsOnePublication_AndAskingAgainChangesNothing()
    {
        await WriteAsync("one", Journey("one"));
        await WriteAsync("two", Journey("two"));
        PublishOutcome.Done first = await PublishAsync("k1");
        Assert.Equal(["one 1", "two 1"], first.Versions.Select(v => $"{v.Id} {v.Version}"));
        Assert.Empty(await Get<DraftStore>().AllAsync(default));
        Assert.Equal(first.Versions, (await PublishAsync("k1")).Versions);

        await WriteAsync("one", Journey("one") + "# 二\n");
        Assert.Equal(["one 2"], (await PublishAsync("k2")).Versions.Select(v => $"{v.Id} {v.Version}"));
        JourneyStore journeys = Get<JourneyStore>();
        Assert.Equal(Journey("one") + "# 二\n", (await journeys.Journeys.FilesAsync("one", 2, default))!.Files["journeys/one.yaml"]);
        Assert.Equal(Journey("one"), (await journeys.Journeys.FilesAsync("one", 1, default))!.Files["journeys/one.yaml"]);
        Assert.Equal([(1, Note), (2, Note)], (await journeys.Journeys.NotesAsync("one", default)).OrderBy(n => n.Key).Select(n => (n.Key, n.Value)));
        Assert.Single(await journeys.Journeys.NotesAsync("two", default));
    }

    [Fact]
    public async Task Publish_ByManyAtOnce_MakesOneVersion()
    {
        await WriteAsync("one", Journey("one"));
        PublishOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            Get<PublishDrafts>().RunAsync(new PublishChoice(null, []), $"k{i}", Note, default))));
        Assert.Contains(outcomes, o => o is PublishOutcome.Done);
        Assert.Equal(1, Assert.Single(await Get<JourneyStore>().Journeys.HeadsAsync(default)).Version);
    }

    [Fact]
    public async Task BackTest_OfAnySize_ComesBackWhole()
    {
        BackTestStep[] steps = [.. Enumerable.Range(0, 1_500).Select(i => new BackTestStep($"journey-{i}", "段", Domain.Ledger.Channel.Line, i + 1))];
        BackTestFigures figures = new(1, 2, 3, 4, [], steps, [], []);
        BackTestJob job = new("j", BackTestState.Done, new(2026, 1, 1), new(2026, 2, 1), DateTimeOffset.UnixEpoch.AddDays(20_000), [new(BackTestPlan.Drafts, figures)]);
        await Get<BackTestStore>().KeepAsync(job, default);
        BackTestJob read = (await Get<BackTestStore>().FindAsync("j", default))!;
        Assert.Equal(steps, read.Results.Single().Figures.Steps);
        Assert.Equal(job with { Results = read.Results }, read);
    }

    private static string Journey(string id) => $"id: {id}\npurpose: transactional\ntrigger: {{ type: registered }}\nsteps:\n  - {{ id: wait, after: 1d }}\n";

    private T Get<T>()
        where T : class => services.GetRequiredService<T>();

    private async Task WriteAsync(string id, string text)
    {
        TemplateName name = new(TemplateKind.Journey, id);
        string? basedOn = (await Get<PublishedFiles>().FindAsync(name, default))?.Hash;
        Assert.IsType<DraftChange.Saved>(await Get<DraftStore>().SaveAsync(name, null, text, basedOn, null, default));
    }

    private async Task<PublishOutcome.Done> PublishAsync(string key) =>
        Assert.IsType<PublishOutcome.Done>(await Get<PublishDrafts>().RunAsync(new PublishChoice(null, []), key, Note, default));
}

public sealed class InMemoryPublishTests : PublishContract<InMemoryStore>;

public sealed class SqlitePublishTests : PublishContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzurePublishTests : PublishContract<AzureEntityStore>;
