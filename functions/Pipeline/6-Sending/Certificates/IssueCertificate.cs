using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Certifies a day. A day that has a certificate gets another one when more of it is settled now; never one that covers up
/// what contradicts the first.</summary>
public sealed class IssueCertificate(
    AuditDay audit, EnrolledDays days, CertificateStore store, CertificateChain chain, VerifyCertificate verify, ShopSettings shop, Clocks clocks)
{
    private const int AttemptsMax = 20;

    /// <summary>The certificate of the day.</summary>
    /// <param name="day">Must be over by the shop clock.</param>
    public Task<Issuance> RunAsync(DateOnly day, CancellationToken cancellationToken) => RunAsync(day, clocks.Now(), cancellationToken);

    /// <summary>The same at another moment, for a shop whose clock stands still or runs elsewhere.</summary>
    /// <exception cref="StorageException">The store failed, or others kept being faster.</exception>
    public async Task<Issuance> RunAsync(DateOnly day, Moment now, CancellationToken cancellationToken)
    {
        if (now.Shop < ShopDay.Of(day, shop.Calendar).Until)
        {
            return new Issuance.NotOver(day);
        }

        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            ChainHead? head = await store.HeadAsync(cancellationToken);
            DayAudit found = await audit.RunAsync(day, await days.ForAsync(day, cancellationToken), cancellationToken);
            if (await store.OfDayAsync(day, cancellationToken) is { } stored && await KnownAsync(stored, found, cancellationToken) is { } known)
            {
                return known;
            }

            if (await chain.AddAsync(found, now, head, cancellationToken) is { } link)
            {
                return new Issuance.Issued(link, found.Account);
            }
        }

        throw new StorageException($"Others certified {AttemptsMax} times in a row.", isTemporary: true);
    }

    /// <summary>Null when another certificate is due.</summary>
    private async Task<Issuance?> KnownAsync(StoredLink stored, DayAudit found, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> faults = await verify.FaultsAsync(stored, found.Account, cancellationToken);
        if (faults.Count > 0 || stored.Link is not { } link)
        {
            return new Issuance.Contradicted(stored.Link, found.Account, faults);
        }

        CertificateAnnex annex = (await store.AnnexAsync(link.Certificate.Annex, cancellationToken))!;
        return annex.Findings.SequenceEqual(CertificateAnnex.Of(found).Findings) ? new Issuance.Unchanged(link, found.Account) : null;
    }
}

/// <summary>What became of the wish for a certificate.</summary>
public abstract record Issuance
{
    private Issuance()
    {
    }

    /// <summary>There is a new one.</summary>
    public sealed record Issued(CertificateLink Link, DayAccount Account) : Issuance;

    /// <summary>There was one that says the same.</summary>
    public sealed record Unchanged(CertificateLink Link, DayAccount Account) : Issuance;

    /// <summary>There was one, and the day, or the certificate itself, was altered since.</summary>
    /// <param name="Link">Null when it cannot be read.</param>
    public sealed record Contradicted(CertificateLink? Link, DayAccount Account, IReadOnlyList<string> Faults) : Issuance;

    /// <summary>The day is not over.</summary>
    public sealed record NotOver(DateOnly Day) : Issuance;
}
