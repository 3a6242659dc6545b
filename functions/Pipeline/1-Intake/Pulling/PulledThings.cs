using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Takes in what was asked of a shop, as if the shop had sent it: stored first, then processed from the same queue. What is as it
/// was at the last time is no news.</summary>
public sealed class PulledThings(IEntityTables tables, AcceptWebhook webhooks)
{
    private const int ShardCount = 8;

    /// <summary>Returns when it is durable. Safe to repeat.</summary>
    /// <param name="pulled">What kind of body it is; the source reads it by <see cref="WebhookRequest.Pulled"/>.</param>
    /// <param name="marker">Another one whenever the thing has changed; any text.</param>
    /// <param name="asked">When the shop was asked: the body is not newer.</param>
    /// <returns>False when it is as it was.</returns>
    public async Task<bool> KeepAsync(
        string sourceId, ShopThing thing, string pulled, string marker, ReadOnlyMemory<byte> body, Moment asked, CancellationToken cancellationToken)
    {
        string key = RowKeys.Of(thing.Entity, thing.Id);
        string partition = RowKeys.Of("seen", sourceId, RowKeys.Shard(key, ShardCount));
        string mark = HashOf($"{pulled}\n{marker}");
        while (true)
        {
            Entity? seen = await tables.ReadAsync(Tables.Pulls, partition, key, cancellationToken);
            if (seen?.Text("Marker") == mark)
            {
                return false;
            }

            // Numbered: a thing may become again what it was before.
            long number = (seen?.Number("Number") ?? 0) + 1;
            string dedupeKey = $"pulled\n{thing.Entity}\n{thing.Id}\n{number}\n{mark}";
            await webhooks.KeepAsync(sourceId, dedupeKey, WebhookRequest.OfPulled(pulled, body), asked, cancellationToken);
            Entity row = new EntityProperties().Set("Marker", mark).Set("Number", number).Row(partition, key, seen?.ETag);
            EntityChange change = seen is null ? new EntityChange.Insert(row) : new EntityChange.Replace(row);
            if (await tables.WriteAsync(Tables.Pulls, partition, change, cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>A marker for things that have none of their own.</summary>
    public static string MarkerOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static string HashOf(string text) => MarkerOf(Encoding.UTF8.GetBytes(text));
}
