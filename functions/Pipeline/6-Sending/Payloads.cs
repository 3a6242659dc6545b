using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending;

/// <summary>Rendered payloads, in parts that fit a row. They lie apart from the ledger, so that reading a customer does not read
/// every message ever sent to them.</summary>
public sealed class Payloads(IEntityTables tables)
{
    /// <summary>SHA-256 of the payload in UTF-8, lower-case hex.</summary>
    public static string HashOf(string payload) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)));

    /// <summary>Keeps the payload. Of several for one key the last one stays; the hash in the ledger says which is meant.</summary>
    /// <param name="payload">At most 1,500,000 characters.</param>
    public async Task WriteAsync(string customerId, SendKey key, string payload, CancellationToken cancellationToken)
    {
        string hash = HashOf(payload);
        IEnumerable<EntityChange> parts = TextParts.Of(payload).Select((part, i) => new EntityChange.Put(new EntityProperties()
            .Set("Text", part)
            .Row(customerId, PrefixOf(key, hash) + i.ToString("D3", CultureInfo.InvariantCulture))));
        await tables.WriteAsync(Tables.Payloads, customerId, [.. parts], cancellationToken);
    }

    /// <summary>The payload of that hash; null when it was dropped, or is not what was kept.</summary>
    public async Task<string?> ReadAsync(string customerId, SendKey key, string hash, CancellationToken cancellationToken)
    {
        StringBuilder payload = new();
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Payloads, customerId, PrefixOf(key, hash)), cancellationToken))
        {
            payload.Append(row.Text("Text"));
        }

        string text = payload.ToString();
        return HashOf(text) == hash ? text : null;
    }

    /// <summary>With the hash in the key, two processes that render the same send at once do not mix their parts.</summary>
    private static string PrefixOf(SendKey key, string hash) => SendRows.KeyOf(key) + ":" + hash[..16] + ":";
}
