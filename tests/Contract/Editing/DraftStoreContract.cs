using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Contract.Storage.Entities;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Editing;

/// <summary>Drafts are kept in every store alike.</summary>
public abstract class DraftStoreContract<TStore> : IAsyncLifetime
    where TStore : IEntityStore, new()
{
    private static readonly TemplateName Name = new(TemplateKind.Email, "thank-you");

    private readonly TStore store = new();
    private readonly DraftStore drafts;

    protected DraftStoreContract() => drafts = new DraftStore(store.Tables, new Clocks(TimeProvider.System, TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Draft_AsLongAsItMayBe_ComesBackExactly()
    {
        string text = "é\r\n\t\"茶\"\n" + string.Concat(Enumerable.Repeat("😀茶", 33_000));
        Draft saved = await SavedAsync(null, text);
        Draft read = (await drafts.FindAsync(Name, default))!;
        Assert.Equal(saved, read);
        Assert.Equal(text, read.Text);
        Assert.Equal(read, Assert.Single(await drafts.AllAsync(default)));
    }

    [Fact]
    public async Task Draft_SavedAgain_HasAnotherTag_AndTheOldOneCountsNoMore()
    {
        Draft first = await SavedAsync(null, new string('x', 90_000));
        Draft second = await SavedAsync(first.Tag, "short");
        Assert.NotEqual(first.Tag, second.Tag);
        Assert.Equal(second, Moved(await drafts.SaveAsync(Name, first.Tag, "late", null, null, default)));
        Assert.Equal(second, Moved(await drafts.RemoveAsync(Name, first.Tag, default)));
        Assert.Equal(second, Moved(await drafts.SaveAsync(Name, null, "new", null, null, default)));
        Assert.IsType<DraftChange.Removed>(await drafts.RemoveAsync(Name, second.Tag, default));
        Assert.Null(Moved(await drafts.SaveAsync(Name, second.Tag, "late", null, null, default)));
        Assert.Null(await drafts.FindAsync(Name, default));
    }

    [Fact]
    public async Task Draft_BegunByManyAtOnce_IsOneOfTheirs()
    {
        DraftChange[] changes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => drafts.SaveAsync(Name, null, $"text {i}", null, $"{i}", default))));
        Draft kept = Assert.Single(changes.OfType<DraftChange.Saved>()).Draft;
        Assert.Equal(kept, await drafts.FindAsync(Name, default));
    }

    private async Task<Draft> SavedAsync(string? tag, string text) =>
        Assert.IsType<DraftChange.Saved>(await drafts.SaveAsync(Name, tag, text, new string('a', 64), "花子", default)).Draft;

    private static Draft? Moved(DraftChange change) => Assert.IsType<DraftChange.Moved>(change).Current;
}

public sealed class InMemoryDraftStoreTests : DraftStoreContract<InMemoryStore>;

public sealed class SqliteDraftStoreTests : DraftStoreContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureDraftStoreTests : DraftStoreContract<AzureEntityStore>;
