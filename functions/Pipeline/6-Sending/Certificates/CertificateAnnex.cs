using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>What belongs to a certificate and may be long. Names are kept for ever.</summary>
/// <param name="Findings">What was not settled, or not as it must be.</param>
/// <param name="Rows">The settled rows, a short hash of each under a short hash of its key: tells which one was altered.</param>
/// <param name="OpenDays">See <see cref="DayAudit.OpenDays"/>, as ranges.</param>
internal sealed record CertificateAnnex(IReadOnlyList<StoredFinding> Findings, IReadOnlyDictionary<string, string> Rows, string OpenDays)
{
    private const int HashLength = 12;

    public IEnumerable<DateOnly> Days => DayRanges.Read(OpenDays);

    /// <summary>Steps of which the digest of the certificate says nothing, because they were not, or not rightly, settled.</summary>
    public HashSet<StepKey> Steps => [.. Findings.Select(f => f.ToFinding().Key).OfType<StepKey>()];

    public static CertificateAnnex Of(DayAudit audit) => new(
        [.. audit.Account.Findings.Select(StoredFinding.Of)],
        new SortedDictionary<string, string>(Settled(audit.Account).ToDictionary(KeyOf, HashOf), StringComparer.Ordinal),
        DayRanges.Write(audit.OpenDays));

    public string Json() => StoredJson.Write(this);

    /// <summary>Settled rows that are not, or not like this, in the annex.</summary>
    public IEnumerable<LedgerLine> AlteredIn(DayAccount account)
    {
        HashSet<StepKey> open = Steps;
        return Settled(account).Where(l => !open.Contains(DayAccount.StepOf(l.Row!)) && Rows.GetValueOrDefault(KeyOf(l)) != HashOf(l));
    }

    private static IEnumerable<LedgerLine> Settled(DayAccount account) => account.Rows.Where(l => l.Row!.SettledAt is not null);

    private static string KeyOf(LedgerLine line) => OpaqueId.Of(HashLength, line.RowKey);

    private static string HashOf(LedgerLine line) => OpaqueId.Of(HashLength, line.Text);
}

/// <summary>A finding as kept, with words instead of numbers.</summary>
internal sealed record StoredFinding(
    string Kind, string CustomerId, string EnrollmentId, string? StepId, int Visit, DateTimeOffset? DueAt, string Reason, DateTimeOffset? Until)
{
    public static StoredFinding Of(Finding f) => new(f.Kind.ToString(), f.CustomerId, f.EnrollmentId, f.StepId, f.Visit, f.DueAt, f.Reason, f.Until);

    public Finding ToFinding() => new(Enum.Parse<FindingKind>(Kind), CustomerId, EnrollmentId, StepId, Visit, DueAt, Reason) { Until = Until };
}
