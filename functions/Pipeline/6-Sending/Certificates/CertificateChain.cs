using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Certificates one after the other, each with the hash of the one before: none can be altered, taken out or put elsewhere
/// without breaking the rest.</summary>
public sealed class CertificateChain(CertificateStore store, CertificateKey key, ShopSettings shop)
{
    /// <summary>Looks at every link.</summary>
    public async Task<ChainReport> VerifyAsync(CancellationToken cancellationToken)
    {
        List<ChainFault> faults = [];
        ChainHead? head = await store.HeadAsync(cancellationToken);
        (long number, string? hash, long? signedFrom) = (0, null, null);
        await foreach (StoredLink stored in store.AllAsync(cancellationToken))
        {
            for (number++; number < stored.Number; number++)
            {
                faults.Add(new ChainFault(number, "is missing"));
            }

            CertificateLink? link = stored.Link;
            IEnumerable<string> wrong = link is null ? ["cannot be read"] : FaultsOf(link, stored.Number, hash, signedFrom is not null);
            faults.AddRange(wrong.Select(w => new ChainFault(stored.Number, w)));
            hash = link?.Hash;
            signedFrom ??= link?.Certificate.KeyId is null ? null : stored.Number;
        }

        if ((head?.Number ?? 0) != number || head?.Hash != hash)
        {
            faults.Add(new ChainFault(Math.Max(head?.Number ?? 0, number), "is not where the chain says that it ends"));
        }

        return new ChainReport(number, hash, signedFrom, faults);
    }

    /// <summary>What is wrong with a link by itself; null when nothing is.</summary>
    internal string? FaultOf(StoredLink stored) =>
        stored.Link is { } link ? FaultsOf(link, stored.Number, link.Certificate.Previous, mustBeSigned: false).FirstOrDefault() : "is missing or cannot be read";

    /// <summary>Adds a link for the day.</summary>
    /// <returns>Null when somebody else added a link in the meantime: look again.</returns>
    internal async Task<CertificateLink?> AddAsync(DayAudit audit, Moment now, ChainHead? head, CancellationToken cancellationToken)
    {
        CertificateAnnex annex = CertificateAnnex.Of(audit);
        DayAccount account = audit.Account;
        string annexText = annex.Json();
        Certificate certificate = new()
        {
            Number = (head?.Number ?? 0) + 1,
            Day = account.Day,
            TimeZone = shop.Calendar.Zone.Id,
            IssuedAt = now.Shop,
            IssuedAtSystem = now.System,
            Due = account.DueCount,
            Settled = account.SettledCount,
            Deferred = account.Count(FindingWeight.Deferred),
            Held = account.Count(FindingWeight.Held),
            Open = account.Count(FindingWeight.Open),
            Discrepancies = account.Count(FindingWeight.Discrepancy),
            Sums = account.Sums,
            Digest = account.Digest(annex.Steps),
            Annex = Certificate.HashOf(annexText),
            Previous = head?.Hash,
            KeyId = key.Id,
        };
        string body = StoredJson.Write(certificate);
        CertificateLink link = new(certificate, body, Certificate.HashOf(body), key.Sign(body));
        await store.KeepAsync(annexText, certificate.Annex, cancellationToken);  // before the link that names it
        return await store.AddAsync(link, head, cancellationToken) ? link : null;
    }

    private IEnumerable<string> FaultsOf(CertificateLink link, long number, string? previous, bool mustBeSigned)
    {
        if (Certificate.HashOf(link.Body) != link.Hash)
        {
            yield return "was altered";
        }

        if (link.Certificate.Number != number)
        {
            yield return $"stands in another one's place: it is number {link.Certificate.Number}";
        }

        if (link.Certificate.Previous != previous)
        {
            yield return "does not follow the one before it";
        }

        if (key.FaultOf(link) is { } fault)
        {
            yield return fault;
        }
        else if (mustBeSigned && link.Signature is null)
        {
            yield return "is not signed, and earlier ones are";
        }
    }
}

/// <summary>What became of the chain.</summary>
/// <param name="Length">Number of the last link that is there.</param>
/// <param name="LastHash">Whoever writes it down elsewhere can prove later that nothing was cut off the end; null for an empty chain.</param>
/// <param name="SignedFrom">Number of the first signed link; null when none is.</param>
/// <param name="Faults">Empty when it is whole.</param>
public sealed record ChainReport(long Length, string? LastHash, long? SignedFrom, IReadOnlyList<ChainFault> Faults)
{
    /// <summary>Nothing was altered, taken out or put elsewhere.</summary>
    public bool IsWhole => Faults.Count == 0;
}

/// <summary>What is wrong with a link.</summary>
/// <param name="Number">Of the link.</param>
/// <param name="Reason">Goes on where "the certificate" begins.</param>
public sealed record ChainFault(long Number, string Reason);
