using System.Globalization;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Images;

/// <summary>The images that messages may show. What is served under a hash never changes.</summary>
public sealed class ImageLibrary(IEntityTables tables, Clocks clocks)
{
    /// <summary>As many as one list holds.</summary>
    public const int CountMax = 2_000;

    private const string List = "list";
    private const string Piece = "Bytes";
    private const int PieceBytes = 60_000;

    /// <summary>Half of what a row can hold.</summary>
    private const int PiecesMax = 8;

    private const int TagLength = 26;

    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<LibraryImage>> AllAsync(CancellationToken cancellationToken)
    {
        List<LibraryImage> images = [];
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Images, List), cancellationToken))
        {
            images.Add(Read(row));
        }

        return [.. images.OrderByDescending(i => i.AddedAt).ThenBy(i => i.Hash, StringComparer.Ordinal)];
    }

    /// <summary>Null when there is none of this hash.</summary>
    public async Task<LibraryImage?> FindAsync(string hash, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Images, List, hash, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>The bytes to serve, and of what type; null when there is no such image.</summary>
    public async Task<(LibraryImage Image, byte[] Bytes)?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        if (await FindAsync(hash, cancellationToken) is not { } image)
        {
            return null;
        }

        byte[] bytes = new byte[image.Bytes];
        int at = 0;
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Images, PartitionOf(hash)), cancellationToken))
        {
            for (int i = 0; row.Bytes(Piece + Number(i)) is { } piece && at + piece.Length <= bytes.Length; i++)
            {
                piece.CopyTo(bytes, at);
                at += piece.Length;
            }
        }

        return at == bytes.Length ? (image, bytes) : null;  // somebody is removing it
    }

    /// <summary>Keeps an image. One that is there already stays as it is, with what is said of it.</summary>
    /// <param name="image">As <see cref="LibraryImage.Read"/> found it, with what it shows.</param>
    /// <param name="served">Its bytes.</param>
    public async Task<LibraryImage> AddAsync(LibraryImage image, byte[] served, CancellationToken cancellationToken)
    {
        // The bytes first, each row by itself because a batch has a limit too: what is in the list can be served. Also those of an image
        // that is there: somebody may have removed half of it.
        foreach ((int index, byte[][] pieces) in served.Chunk(PieceBytes).Chunk(PiecesMax).Index())
        {
            Dictionary<string, object> properties = pieces.Index().ToDictionary(p => Piece + Number(p.Index), p => (object)p.Item, StringComparer.Ordinal);
            Entity row = new(PartitionOf(image.Hash), Number(index)) { Properties = properties };
            await tables.WriteAsync(Tables.Images, PartitionOf(image.Hash), new EntityChange.Put(row), cancellationToken);
        }

        await tables.WriteAsync(Tables.Images, List, new EntityChange.Insert(Row(image with { AddedAt = clocks.Shop.GetUtcNow() }, null)), cancellationToken);
        return await FindAsync(image.Hash, cancellationToken) ?? throw new StorageException("The image was removed while it was added; add it again.", isTemporary: true);
    }

    /// <summary>Says anew what an image shows.</summary>
    /// <param name="tag">Of the image as it was seen.</param>
    public async Task<ImageChange> DescribeAsync(string hash, string tag, string alt, CancellationToken cancellationToken)
    {
        Entity? before = await tables.ReadAsync(Tables.Images, List, hash, cancellationToken);
        if (before is null || TagOf(before) != tag)
        {
            return new ImageChange.Moved(before is null ? null : Read(before));
        }

        Entity after = Row(Read(before) with { Alt = alt }, before.ETag);
        return await tables.WriteAsync(Tables.Images, List, new EntityChange.Replace(after), cancellationToken) && await FindAsync(hash, cancellationToken) is { } kept
            ? new ImageChange.Kept(kept)
            : new ImageChange.Moved(await FindAsync(hash, cancellationToken));
    }

    /// <summary>Takes an image out: its address leads nowhere from then on.</summary>
    /// <param name="tag">Of the image as it was seen.</param>
    public async Task<ImageChange> RemoveAsync(string hash, string tag, CancellationToken cancellationToken)
    {
        Entity? before = await tables.ReadAsync(Tables.Images, List, hash, cancellationToken);
        if (before is null || TagOf(before) != tag || !await tables.WriteAsync(Tables.Images, List, new EntityChange.Delete(hash, before.ETag), cancellationToken))
        {
            return new ImageChange.Moved(await FindAsync(hash, cancellationToken));
        }

        List<Entity> rows = await tables.QueryAllAsync(new EntityQuery(Tables.Images, PartitionOf(hash)), cancellationToken).ToListAsync(cancellationToken);
        foreach (Entity row in rows)
        {
            await tables.WriteAsync(Tables.Images, PartitionOf(hash), new EntityChange.Delete(row.RowKey), cancellationToken);
        }

        return new ImageChange.Removed();
    }

    private static Entity Row(LibraryImage image, string? etag) => new EntityProperties()
        .Set("Type", image.Type)
        .Set("Width", image.Width)
        .Set("Height", image.Height)
        .Set("Bytes", image.Bytes)
        .Set("Alt", image.Alt)
        .Set("FileName", image.FileName)
        .Set("AddedAt", image.AddedAt)
        .Set("AddedBy", image.AddedBy)
        .Row(List, image.Hash, etag);

    private static LibraryImage Read(Entity row) => new(
        row.RowKey,
        row.Text("Type")!,
        (int)row.Number("Width")!.Value,
        (int)row.Number("Height")!.Value,
        (int)row.Number("Bytes")!.Value,
        row.Text("Alt")!,
        row.Text("FileName"),
        row.Instant("AddedAt")!.Value,
        row.Text("AddedBy"))
    {
        Tag = TagOf(row),
    };

    private static string TagOf(Entity row) => OpaqueId.Of(TagLength, row.RowKey, row.ETag!);

    private static string PartitionOf(string hash) => RowKeys.Of("image", hash);

    private static string Number(int index) => index.ToString("D2", CultureInfo.InvariantCulture);
}

/// <summary>What became of a change to an image.</summary>
public abstract record ImageChange
{
    private ImageChange()
    {
    }

    /// <summary>It is kept.</summary>
    public sealed record Kept(LibraryImage Image) : ImageChange;

    /// <summary>It is gone.</summary>
    public sealed record Removed : ImageChange;

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Current">What is there now; null when nothing is.</param>
    public sealed record Moved(LibraryImage? Current) : ImageChange;
}
