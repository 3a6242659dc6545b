using FollowUpFlows.Domain.Sending.Certificates;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>Recomputes a certified day and compares it with its certificate.</summary>
public sealed class VerifyCertificate(AuditDay audit, EnrolledDays days, CertificateStore store, CertificateChain chain)
{
    /// <summary>Compares the day as it is now with the last certificate of it.</summary>
    public async Task<Verification> RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        StoredLink? stored = await store.OfDayAsync(day, cancellationToken);
        DayAudit now = await audit.RunAsync(day, await days.ForAsync(day, cancellationToken), cancellationToken);
        return new Verification(stored?.Link, now, stored is null ? ["the day has no certificate"] : await FaultsAsync(stored, now.Account, cancellationToken));
    }

    /// <summary>What contradicts the certificate. That what was open then is settled now does not.</summary>
    internal async Task<IReadOnlyList<string>> FaultsAsync(StoredLink stored, DayAccount now, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        if (chain.FaultOf(stored) is { } fault)
        {
            faults.Add($"certificate {stored.Number} {fault}");
        }

        if (stored.Link?.Certificate is not { } certificate)
        {
            return faults;
        }

        if (certificate.Day != now.Day)
        {
            return [.. faults, $"certificate {stored.Number} is one of {certificate.Day:yyyy-MM-dd}"];
        }

        if (await store.AnnexAsync(certificate.Annex, cancellationToken) is not { } annex)
        {
            return [.. faults, $"the annex of certificate {stored.Number} is gone or was altered"];
        }

        if (now.Digest(annex.Steps) != certificate.Digest)
        {
            faults.AddRange(annex.AlteredIn(now).Select(l =>
                $"the row of customer {l.CustomerId}, {l.Row!.Key.EnrollmentId}, step {l.Row.Key.StepId} was altered or added after the day was certified"));
            faults.Add("the settled rows of the day are not those that were certified");
        }

        return faults;
    }
}

/// <summary>A certified day as it is now.</summary>
/// <param name="Link">Null when the day has no certificate, or none that can be read.</param>
/// <param name="Faults">What contradicts the certificate; empty when nothing does.</param>
public sealed record Verification(CertificateLink? Link, DayAudit Now, IReadOnlyList<string> Faults)
{
    /// <summary>The certificate is genuine, and the day is in order now.</summary>
    public bool Holds => Faults.Count == 0 && Now.Account.Holds;
}
