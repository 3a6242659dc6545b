using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.App.Api;

/// <summary>A link of the chain of certificates.</summary>
/// <param name="Number">Of the link, from 1, without gaps.</param>
/// <param name="Fault">What is wrong with it by itself, going on where 'the certificate' begins; null when nothing is.</param>
/// <param name="Certificate">What was certified; null when it is gone or cannot be read.</param>
internal sealed record CertificateItem(long Number, string? Fault, CertificateSummary? Certificate)
{
    public static CertificateItem Of(ListedCertificate listed) => new(listed.Number, listed.Fault, listed.Link is { } link ? CertificateSummary.Of(link) : null);
}

/// <summary>What was certified of a day.</summary>
/// <param name="Date">The shop's day.</param>
/// <param name="Timezone">The zone whose day it is.</param>
/// <param name="IssuedAt">On the shop clock.</param>
/// <param name="Holds">Nothing was open and nothing contradicted.</param>
/// <param name="Due">Messages that were due.</param>
/// <param name="Settled">Of these, sent, withheld, failed or expired.</param>
/// <param name="Deferred">Of these, waiting for a later day.</param>
/// <param name="Held">Of these, waiting for a person.</param>
/// <param name="Open">What should have been settled, and was not.</param>
/// <param name="Discrepancies">Contradictions between enrollments and ledger.</param>
/// <param name="Sums">How many rows there were of each kind.</param>
/// <param name="Digest">Over the settled rows.</param>
/// <param name="Hash">SHA-256 of the link.</param>
/// <param name="Previous">The hash of the link before; null for the first.</param>
/// <param name="Signed">Whether it has a signature.</param>
/// <param name="KeyId">Tells keys apart; null when it is not signed.</param>
internal sealed record CertificateSummary(
    DateOnly Date, string Timezone, DateTimeOffset IssuedAt, bool Holds, int Due, int Settled, int Deferred, int Held, int Open, int Discrepancies, IReadOnlyList<CertificateSum> Sums, string Digest,
    string Hash, string? Previous, bool Signed, string? KeyId)
{
    public static CertificateSummary Of(CertificateLink link)
    {
        Certificate c = link.Certificate;
        return new CertificateSummary(
            c.Day, c.TimeZone, c.IssuedAt, c.Holds, c.Due, c.Settled, c.Deferred, c.Held, c.Open, c.Discrepancies,
            [.. c.Sums.Select(s => new CertificateSum(s.State, s.Channel, s.Reason, s.Count))],
            c.Digest, link.Hash, c.Previous, link.Signature is not null, c.KeyId);
    }
}

/// <summary>How many rows of a day are alike. The words are those of the certificate, which are kept for ever.</summary>
/// <param name="State">A state of the send ledger.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Reason">Null for what was sent.</param>
/// <param name="Count">How many.</param>
internal sealed record CertificateSum(string State, string Channel, string? Reason, int Count);

/// <summary>The certificate of a day, as it was issued.</summary>
/// <param name="Number">Of its link in the chain.</param>
/// <param name="Verifies">Neither the certificate nor the chain was altered.</param>
/// <param name="Faults">What is wrong with the certificate by itself; empty when nothing is.</param>
/// <param name="Certificate">Null when it is gone or cannot be read.</param>
/// <param name="Findings">What was not settled, or not as it must be; null when the list is gone or was altered.</param>
/// <param name="Chain">The state of the whole chain.</param>
internal sealed record CertificateBody(
    long Number, bool Verifies, IReadOnlyList<string> Faults, CertificateSummary? Certificate, IReadOnlyList<CertificateFinding>? Findings, CertificateChainState Chain)
{
    public static CertificateBody Of(CertificateReading reading) => new(
        reading.Listed.Number,
        reading.Faults.Count == 0 && reading.Chain.IsWhole,
        reading.Faults,
        reading.Listed.Link is { } link ? CertificateSummary.Of(link) : null,
        reading.Findings is null ? null : [.. reading.Findings.Select(CertificateFinding.Of)],
        CertificateChainState.Of(reading.Chain));
}

/// <summary>Something that was not settled, or not as it must be.</summary>
/// <param name="Weight">What it means for the day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="CustomerId">Whom it concerns.</param>
/// <param name="EnrollmentId">Which of their enrollments; empty when it concerns the whole customer.</param>
/// <param name="StepId">Null when it concerns the whole enrollment.</param>
/// <param name="Visit">How often the step had been reached before.</param>
/// <param name="DueAt">By the journey; null when the journey knows nothing of it.</param>
/// <param name="Until">The next slot of a message that is deferred; null for all else.</param>
/// <param name="Reason">For people; holds no address.</param>
internal sealed record CertificateFinding(
    FindingWeight Weight, FindingKind Kind, string CustomerId, string EnrollmentId, string? StepId, int Visit, DateTimeOffset? DueAt, DateTimeOffset? Until, string Reason)
{
    public static CertificateFinding Of(Finding f) => new(f.Weight, f.Kind, f.CustomerId, f.EnrollmentId, f.StepId, f.Visit, f.DueAt, f.Until, f.Reason);
}

/// <summary>The state of the chain of certificates.</summary>
/// <param name="Whole">Nothing was altered, taken out or put elsewhere.</param>
/// <param name="Length">Number of the last link that is there.</param>
/// <param name="LastHash">Whoever writes it down elsewhere can prove later that nothing was cut off the end; null for an empty chain.</param>
/// <param name="SignedFrom">Number of the first signed link; null when none is.</param>
/// <param name="Faults">What is wrong with which link; empty when it is whole.</param>
internal sealed record CertificateChainState(bool Whole, long Length, string? LastHash, long? SignedFrom, IReadOnlyList<ChainFault> Faults)
{
    public static CertificateChainState Of(ChainReport chain) => new(chain.IsWhole, chain.Length, chain.LastHash, chain.SignedFrom, chain.Faults);
}
