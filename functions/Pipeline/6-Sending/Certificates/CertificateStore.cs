using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>The links of the chain, each written once, and the annexes, which are kept under their hash.</summary>
/// <param name="events">Tells others of certificates; null in a shop that tells nobody.</param>
public sealed class CertificateStore(IEntityTables tables, OutgoingEvents? events = null)
{
    private const string Chain = "chain";
    private const string HeadRow = "head";

    /// <summary>Batches have at most 4 MiB.</summary>
    private const int PartsPerBatch = 20;

    /// <summary>Where the chain ends; null before the first link.</summary>
    internal async Task<ChainHead?> HeadAsync(CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Certificates, Chain, HeadRow, cancellationToken) is { } row
            ? new ChainHead(row.Number("Number")!.Value, row.Text("Hash")!, row.Day("LastDay")!.Value) { ETag = row.ETag }
            : null;

    /// <summary>Writes the next link; false when somebody else was faster.</summary>
    internal async Task<bool> AddAsync(CertificateLink link, ChainHead? head, CancellationToken cancellationToken)
    {
        Certificate certificate = link.Certificate;
        DateOnly lastDay = head is null || certificate.Day > head.LastDay ? certificate.Day : head.LastDay;
        Entity next = new EntityProperties()
            .Set("Number", certificate.Number)
            .Set("Hash", link.Hash)
            .Set("LastDay", lastDay)
            .Row(Chain, HeadRow, head?.ETag);
        EventPlace place = new(Tables.Certificates, Chain);
        EntityChange[] changes =
        [
            head is null ? new EntityChange.Insert(next) : new EntityChange.Replace(next),
            new EntityChange.Insert(new EntityProperties()
                .Set("Body", link.Body)
                .Set("Hash", link.Hash)
                .Set("Signature", link.Signature)
                .Row(Chain, KeyOf(certificate.Number))),
            new EntityChange.Insert(new EntityProperties().Set("Number", certificate.Number).Row(Chain, DayKey(certificate.Day) + Text(certificate.Number))),
            .. events is null ? [] : await events.BesideAsync(place, [CertificateEvents.Issued(link)], cancellationToken),
        ];
        bool isWritten = await tables.WriteAsync(Tables.Certificates, Chain, changes, cancellationToken) is WriteOutcome.Written;
        if (isWritten)
        {
            events?.Tell(place);
        }

        return isWritten;
    }

    /// <summary>The last link of the day; null when the day was never certified.</summary>
    internal Task<StoredLink?> OfDayAsync(DateOnly day, CancellationToken cancellationToken) =>
        LastAsync(DayKey(day), DayKey(day.AddDays(1)), cancellationToken);

    /// <summary>The last link of the latest day that was certified from one day on and before another.</summary>
    internal Task<StoredLink?> BeforeAsync(DateOnly from, DateOnly before, CancellationToken cancellationToken) =>
        LastAsync(DayKey(from), DayKey(before), cancellationToken);

    /// <summary>The link of that number.</summary>
    internal async Task<StoredLink> OfNumberAsync(long number, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Certificates, Chain, KeyOf(number), cancellationToken) is { } row ? StoredLink.Of(row, number) : new StoredLink(number, null);

    /// <summary>Every link, by number.</summary>
    internal async IAsyncEnumerable<StoredLink> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Entity row in tables.QueryAllAsync(EntityQuery.Prefix(Tables.Certificates, Chain, "link:"), cancellationToken))
        {
            yield return StoredLink.Of(row, NumberOf(row.RowKey));
        }
    }

    /// <summary>Keeps the annex; repeating it changes nothing.</summary>
    internal async Task KeepAsync(string annex, string hash, CancellationToken cancellationToken)
    {
        string partition = "annex:" + hash;
        IEnumerable<EntityChange> parts = TextParts.Of(annex).Select((part, i) => new EntityChange.Put(
            new EntityProperties().Set("Text", part).Row(partition, i.ToString("D5", CultureInfo.InvariantCulture))));
        foreach (EntityChange[] batch in parts.Chunk(PartsPerBatch))
        {
            await tables.WriteAsync(Tables.Certificates, partition, batch, cancellationToken);
        }
    }

    /// <summary>The annex of that hash; null when it is gone or was altered.</summary>
    internal async Task<CertificateAnnex?> AnnexAsync(string hash, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Certificates, "annex:" + hash), cancellationToken))
        {
            text.Append(row.Text("Text"));
        }

        string annex = text.ToString();
        return Certificate.HashOf(annex) == hash ? StoredJson.Read<CertificateAnnex>(annex) : null;
    }

    private async Task<StoredLink?> LastAsync(string from, string before, CancellationToken cancellationToken)
    {
        Entity? last = null;
        await foreach (Entity row in tables.QueryAllAsync(new EntityQuery(Tables.Certificates, Chain, from, before), cancellationToken))
        {
            last = row;
        }

        return last?.Number("Number") is not { } number ? null
            : await OfNumberAsync(number, cancellationToken);
    }

    private static string KeyOf(long number) => "link:" + Text(number);

    private static long NumberOf(string key) => long.TryParse(key["link:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static string DayKey(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"day:{day:yyyy-MM-dd}:");

    private static string Text(long number) => number.ToString("D10", CultureInfo.InvariantCulture);
}

/// <summary>Where the chain ends.</summary>
/// <param name="LastDay">The latest day that was ever certified.</param>
internal sealed record ChainHead(long Number, string Hash, DateOnly LastDay)
{
    public string? ETag { get; init; }
}

/// <summary>A link as found.</summary>
/// <param name="Number">By its key.</param>
/// <param name="Link">Null when it is gone or cannot be read.</param>
internal sealed record StoredLink(long Number, CertificateLink? Link)
{
    public static StoredLink Of(Entity row, long number)
    {
        try
        {
            string body = row.Text("Body")!;
            return new StoredLink(number, new CertificateLink(StoredJson.Read<Certificate>(body), body, row.Text("Hash")!, row.Text("Signature")));
        }
        catch (Exception e) when (e is JsonException or ArgumentNullException or InvalidCastException)
        {
            return new StoredLink(number, null);
        }
    }
}
