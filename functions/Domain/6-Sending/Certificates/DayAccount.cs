using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>What was due on a day and what became of it.</summary>
/// <param name="DueCount">Sends that were due, whether or not the ledger has them.</param>
/// <param name="Rows">The rows of what was due, without contradiction; each step once.</param>
/// <param name="Findings">In a fixed order.</param>
public sealed record DayAccount(DateOnly Day, int DueCount, IReadOnlyList<LedgerLine> Rows, IReadOnlyList<Finding> Findings)
{
    /// <summary>Everything due is settled, deferred to a named moment, or held for a person; and nothing else is in the ledger.</summary>
    public bool Holds => Count(FindingWeight.Open) == 0 && Count(FindingWeight.Discrepancy) == 0;

    /// <summary>Rows that are final.</summary>
    public int SettledCount => Rows.Count(r => r.Row!.SettledAt is not null);

    /// <summary>How many findings mean that.</summary>
    public int Count(FindingWeight weight) => Findings.Count(f => f.Weight == weight);

    /// <summary>How many rows there are of each kind, sorted.</summary>
    public IReadOnlyList<DaySum> Sums =>
    [
        .. Rows.GroupBy(r => (State: r.Row!.State.ToString(), Channel: r.Row.Key.Channel.ToString(), Reason: ReasonWord(r.Row.Reason)))
            .Select(g => new DaySum(g.Key.State, g.Key.Channel, g.Key.Reason, g.Count()))
            .OrderBy(s => s.State, StringComparer.Ordinal).ThenBy(s => s.Channel, StringComparer.Ordinal).ThenBy(s => s.Reason, StringComparer.Ordinal),
    ];

    /// <summary>SHA-256 over the texts of the settled rows, sorted, a line each; lower-case hex.</summary>
    /// <param name="except">Steps that are left out.</param>
    public string Digest(IReadOnlySet<StepKey> except)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> texts = Rows.Where(r => r.Row!.SettledAt is not null && !except.Contains(StepOf(r.Row))).Select(r => r.Text);
        foreach (string text in texts.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The step that a row stands for.</summary>
    public static StepKey StepOf(SendRow row) => new(row.Key.EnrollmentId, row.Key.StepId, row.Key.Visit);

    /// <summary>Behind a colon stands what a provider said.</summary>
    private static string? ReasonWord(string? reason) => reason?.Split(':')[0];
}

/// <summary>How many rows of a day are alike.</summary>
/// <param name="State">A <see cref="SendState"/>.</param>
/// <param name="Channel">A <see cref="Ledger.Channel"/>.</param>
/// <param name="Reason">Null for what was sent.</param>
public sealed record DaySum(string State, string Channel, string? Reason, int Count);
