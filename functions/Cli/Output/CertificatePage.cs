using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Cli.Output;

/// <summary>A day, its certificate and the chain, to be shown.</summary>
/// <param name="Account">The day as it is now.</param>
/// <param name="Link">Null when the stored certificate cannot be read.</param>
/// <param name="Faults">What contradicts the certificate.</param>
internal sealed record CertificatePage(DayAccount Account, CertificateLink? Link, bool IsNew, IReadOnlyList<string> Faults, ChainReport Chain)
{
    /// <summary>The day is in order, as it was certified, and so is the chain.</summary>
    public bool Holds => Account.Holds && Faults.Count == 0 && Chain.IsWhole;

    /// <exception cref="ArgumentException">There is no page of a day that is not over.</exception>
    public static CertificatePage Of(Issuance issuance, ChainReport chain) => issuance switch
    {
        Issuance.Issued issued => new CertificatePage(issued.Account, issued.Link, true, [], chain),
        Issuance.Unchanged known => new CertificatePage(known.Account, known.Link, false, [], chain),
        Issuance.Contradicted contradicted => new CertificatePage(contradicted.Account, contradicted.Link, false, contradicted.Faults, chain),
        _ => throw new ArgumentException("The day has no certificate.", nameof(issuance)),
    };

    /// <summary>Rows added up by something.</summary>
    public IReadOnlyDictionary<string, int> SumBy(Func<DaySum, string?> key) => new SortedDictionary<string, int>(
        Account.Sums.Where(s => key(s) is not null).GroupBy(s => key(s)!).ToDictionary(g => g.Key, g => g.Sum(s => s.Count)), StringComparer.Ordinal);
}
