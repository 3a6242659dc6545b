using FollowUpFlows.App.Composition;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Certificates;
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

    private const string Somebody = "cabcdefghijklmnopqrstuvwxy";

    private static readonly ShopSettings Shop = new()
    {
        Calendar = ShopCalendar.Find(ShopCalendar.DefaultZoneId)!,
        Sender = new SenderFacts("店", new Uri("https://shop.example/"), "店", "京都", "075"),
    };

    private readonly TStore store = new();
    private readonly ServiceProvider services;

    protected PublishContract()
    {
        ServiceCollection all = new();
        StageServices.Add(all, Shop);
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

    /// <summary>Which version takes those inside is kept with the versions, and a later one that does not leaves it as it is.</summary>
    [Fact]
    public async Task Publish_ForThoseInside_MovesThem_InOneWrite()
    {
        await WriteAsync("one", Journey("one"));
        await PublishAsync("k1");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await Get<CustomerStore>().ChangeAsync(Somebody, (_, _) => Task.FromResult(new CustomerChange<int>(0, Customer.Unknown(Somebody) with { RegisteredAt = now }, [])), default);
        CustomerState entered = await Get<ReactToChange>().RunAsync(Somebody, new Cause.Registered(now), null, default);
        Assert.Null(await Get<JourneyLibrary>().InsideToAsync("one", 1, default));

        await WriteAsync("one", Journey("one") + "  - { id: more, after: 2d }\n");
        Assert.IsType<PublishOutcome.Done>(await Get<PublishDrafts>().RunAsync(new PublishChoice(null, []) { MovesInside = true }, "k2", Note, default));
        await WriteAsync("one", Journey("one") + "# 三\n");
        await PublishAsync("k3");
        Assert.Equal((3, 2), (await Get<JourneyStore>().Journeys.HeadsAsync(default)) is [var head] ? (head.Version, head.InsideTo) : default);

        PublishedJourney to = (await Get<JourneyLibrary>().InsideToAsync("one", 1, default))!;
        Cause.VersionChanged cause = new(Assert.Single(entered.Enrollments).EnrollmentId, to, "wait");
        await Get<ReactToChange>().RunAsync(Somebody, cause, null, default);
        await Get<ReactToChange>().RunAsync(Somebody, cause, null, default);  // once more changes nothing
        Enrollment[] both = [.. (await Get<CustomerStore>().ReadAsync(Somebody, default)).Enrollments.OrderBy(e => e.Version)];
        Assert.Equal([(1, EndReason.NewVersion, null), (2, null, "wait")], both.Select(e => (e.Version, e.End, e.FromStep)));
        Assert.Equal((both[0].EnrollmentId, both[0].TriggeredAt, both[0].SendAt), (both[1].MovedFrom, both[1].TriggeredAt, both[1].SendAt));
    }

    /// <summary>Where it stands is kept: who goes on reads what was written.</summary>
    [Fact]
    public async Task MoveInside_IsBegunOnce()
    {
        await WriteAsync("one", Journey("one"));
        await PublishAsync("k1");
        await WriteAsync("one", Journey("one") + "# 二\n");
        await Get<PublishDrafts>().RunAsync(new PublishChoice(null, []) { MovesInside = true }, "k2", Note, default);
        CertificateStore certificates = new(store.Tables);
        EnrolledDays days = new(certificates, new CertificateChain(certificates, new CertificateKey(null), Shop), Get<JourneyStore>(), Get<JourneyLibrary>());
        MoveInside inside = new(store.Tables, Get<JourneyStore>(), days, Get<JourneyLibrary>(), Shop, Get<Clocks>());
        Assert.Empty(await inside.RunAsync(TimeSpan.Zero, NoOrchestrations.Instance, default));
        InsideMove begun = (await inside.FindAsync("one", default))!;
        Assert.Equal((2, 0, false), (begun.Version, begun.Rounds, begun.IsDone));
        Assert.Empty(await inside.RunAsync(TimeSpan.Zero, NoOrchestrations.Instance, default));
        Assert.Equal(begun, await inside.FindAsync("one", default));
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

/// <summary>Beside which nothing runs.</summary>
internal sealed class NoOrchestrations : IOrchestrations
{
    public static NoOrchestrations Instance { get; } = new();

    public Task StartAsync(Cursor start, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SignalAsync(string enrollmentId, CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class InMemoryPublishTests : PublishContract<InMemoryStore>;

public sealed class SqlitePublishTests : PublishContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzurePublishTests : PublishContract<AzureEntityStore>;
