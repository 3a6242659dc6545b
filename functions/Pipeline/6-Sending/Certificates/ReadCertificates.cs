using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Shows certificates as they were issued; recomputes nothing (<see cref="VerifyCertificate"/> does).</summary>
public sealed class ReadCertificates(CertificateStore store, CertificateChain chain)
{
    /// <summary>The links of the chain, the latest first. One row is read for each.</summary>
    public async Task<ListPage<ListedCertificate>> ListAsync(ListRange range, CancellationToken cancellationToken)
    {
        long head = (await store.HeadAsync(cancellationToken))?.Number ?? 0;
        long number = long.TryParse(range.Position, out long before) && before <= head ? before - 1 : head;
        List<ListedCertificate> links = [];
        for (; number >= 1 && links.Count < range.Limit; number--)
        {
            StoredLink stored = await store.OfNumberAsync(number, cancellationToken);
            links.Add(new ListedCertificate(number, stored.Link, chain.FaultOf(stored)));
        }

        return new ListPage<ListedCertificate>(links, number >= 1 ? $"{number + 1}" : null);
    }

    /// <summary>The last certificate of the day with what it found, and the state of the whole chain; null when the day has none.</summary>
    public async Task<CertificateReading?> OfDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (await store.OfDayAsync(day, cancellationToken) is not { } stored)
        {
            return null;
        }

        List<string> faults = chain.FaultOf(stored) is { } fault ? [$"certificate {stored.Number} {fault}"] : [];
        CertificateAnnex? annex = stored.Link is { Certificate.Annex: { } hash } ? await store.AnnexAsync(hash, cancellationToken) : null;
        if (stored.Link is not null && annex is null)
        {
            faults.Add($"the annex of certificate {stored.Number} is gone or was altered");
        }

        return new CertificateReading(
            new ListedCertificate(stored.Number, stored.Link, chain.FaultOf(stored)),
            annex is null ? null : [.. annex.Findings.Select(f => f.ToFinding())],
            faults,
            await chain.VerifyAsync(cancellationToken));
    }
}

/// <summary>A link of the chain as it is found.</summary>
/// <param name="Link">Null when it is gone or cannot be read.</param>
/// <param name="Fault">What is wrong with it by itself, going on where "the certificate" begins; null when nothing is.</param>
public sealed record ListedCertificate(long Number, CertificateLink? Link, string? Fault);

/// <summary>The certificate of a day as it was issued.</summary>
/// <param name="Findings">Null when they are gone or were altered.</param>
/// <param name="Faults">What is wrong with the certificate by itself; empty when nothing is.</param>
public sealed record CertificateReading(
    ListedCertificate Listed, IReadOnlyList<Finding>? Findings, IReadOnlyList<string> Faults, ChainReport Chain);
