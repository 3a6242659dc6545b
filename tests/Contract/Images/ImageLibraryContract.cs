using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending.Images;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using FollowUpFlows.Tests.Contract.Storage.Entities;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Images;

/// <summary>Images are kept in every store alike.</summary>
public abstract class ImageLibraryContract<TStore> : IAsyncLifetime
    where TStore : IEntityStore, new()
{
    private readonly TStore store = new();
    private readonly ImageLibrary library;

    protected ImageLibraryContract() => library = new ImageLibrary(store.Tables, new Clocks(TimeProvider.System, TimeProvider.System));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await store.DisposeAsync();

    /// <summary>On both sides of a piece, of a row, and as long as an image may be.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    [InlineData(60_001)]
    [InlineData(480_000)]
    [InlineData(480_001)]
    [InlineData(LibraryImage.BytesMax)]
    public async Task Image_OfAnyLength_ComesBackExactly(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        LibraryImage added = await AddAsync('a', bytes);
        (LibraryImage image, byte[] read) = (await library.ReadAsync(added.Hash, default))!.Value;
        Assert.Equal(added, image);
        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.Equal(added, Assert.Single(await library.AllAsync(default)));
    }

    [Fact]
    public async Task Image_DescribedAnew_HasAnotherTag_AndTheOldOneCountsNoMore()
    {
        LibraryImage first = await AddAsync('a', [1]);
        LibraryImage second = Assert.IsType<ImageChange.Kept>(await library.DescribeAsync(first.Hash, first.Tag, "別の言葉", default)).Image;
        Assert.Equal("別の言葉", second.Alt);
        Assert.NotEqual(first.Tag, second.Tag);
        Assert.Equal(second, Assert.IsType<ImageChange.Moved>(await library.DescribeAsync(first.Hash, first.Tag, "遅い", default)).Current);
        Assert.Equal(second, Assert.IsType<ImageChange.Moved>(await library.RemoveAsync(first.Hash, first.Tag, default)).Current);
        Assert.Equal(second, await AddAsync('a', [1]));
    }

    [Fact]
    public async Task Image_Removed_IsGone_AndTheOthersStay()
    {
        LibraryImage gone = await AddAsync('a', [1, 2]);
        LibraryImage stays = await AddAsync('b', [3]);
        Assert.IsType<ImageChange.Removed>(await library.RemoveAsync(gone.Hash, gone.Tag, default));
        Assert.Null(await library.ReadAsync(gone.Hash, default));
        Assert.Null(Assert.IsType<ImageChange.Moved>(await library.RemoveAsync(gone.Hash, gone.Tag, default)).Current);
        Assert.Equal(stays, Assert.Single(await library.AllAsync(default)));
        Assert.Equal([1, 2], (await library.ReadAsync((await AddAsync('a', [1, 2])).Hash, default))!.Value.Bytes);
    }

    private Task<LibraryImage> AddAsync(char hash, byte[] bytes) =>
        library.AddAsync(new LibraryImage(new string(hash, 64), "image/png", 3, 2, bytes.Length, "秋の😀", "aki.png", default, "花子"), bytes, default);
}

public sealed class InMemoryImageLibraryTests : ImageLibraryContract<InMemoryStore>;

public sealed class SqliteImageLibraryTests : ImageLibraryContract<SqliteStore>;

[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzureImageLibraryTests : ImageLibraryContract<AzureEntityStore>;
