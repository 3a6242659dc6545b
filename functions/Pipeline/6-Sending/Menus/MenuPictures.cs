using System.Globalization;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Menus;

/// <summary>Pictures of rich menus, by the hash of their bytes: written once, before the version that names them.</summary>
public sealed class MenuPictures(IEntityTables tables)
{
    private const int PieceBytes = 60_000;

    /// <summary>Half of what a row can hold.</summary>
    private const int PiecesMax = 8;

    private const string Piece = "Bytes";

    /// <summary>Keeps it; repeating that changes nothing.</summary>
    public async Task AddAsync(string hash, byte[] bytes, CancellationToken cancellationToken)
    {
        List<EntityChange> rows = [];
        foreach ((int index, byte[][] pieces) in bytes.Chunk(PieceBytes).Chunk(PiecesMax).Index())
        {
            Dictionary<string, object> properties = pieces.Index().ToDictionary(p => Piece + Number(p.Index), p => (object)p.Item, StringComparer.Ordinal);
            rows.Add(new EntityChange.Put(new Entity(PartitionOf(hash), Number(index)) { Properties = properties }));
        }

        await tables.WriteAsync(Tables.LineMenus, PartitionOf(hash), rows, cancellationToken);
    }

    /// <summary>All of its bytes.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public async Task<byte[]> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.LineMenus, PartitionOf(hash)), cancellationToken))
        {
            for (int i = 0; row.Bytes(Piece + Number(i)) is { } piece; i++)
            {
                bytes.Write(piece);
            }
        }

        return bytes.Length > 0 ? bytes.ToArray() : throw new InvalidOperationException($"The picture {hash} of a rich menu is not in the store; publish the menus again.");
    }

    private static string PartitionOf(string hash) => RowKeys.Of("picture", hash);

    private static string Number(int index) => index.ToString("D2", CultureInfo.InvariantCulture);
}
