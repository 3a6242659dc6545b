namespace FollowUpFlows.Domain.Sending.Certificates;

/// <summary>Compares what one customer's enrollments owed on a day with the customer's rows of the ledger.</summary>
/// <param name="walked">Every send on the way of every enrollment that was walked, of any day: tells a row of another day from one that
/// should not be there.</param>
public sealed class CustomerAudit(ShopDay day, IReadOnlyDictionary<StepKey, DateTimeOffset> walked)
{
    private readonly List<LedgerLine> rows = [];
    private readonly List<Finding> findings = [];
    private int dueCount;

    /// <param name="dues">What the customer's enrollments owed on the day.</param>
    /// <param name="lines">All rows of the customer, of any day.</param>
    public CustomerAccount Of(IReadOnlyList<DueStep> dues, IReadOnlyList<LedgerLine> lines)
    {
        ILookup<StepKey, LedgerLine> byStep = lines.Where(l => l.Row is not null).ToLookup(l => DayAccount.StepOf(l.Row!));
        foreach (DueStep due in dues)
        {
            Compare(due, [.. byStep[due.Key]]);
        }

        HashSet<StepKey> known = [.. dues.Select(d => d.Key)];
        foreach (LedgerLine line in lines)
        {
            CheckUnexpected(line, known);
        }

        return new CustomerAccount(dueCount, rows, findings);
    }

    private void Compare(DueStep due, IReadOnlyList<LedgerLine> found)
    {
        if (found.Count == 0 && due.Claim == DueClaim.Open)
        {
            return;
        }

        dueCount++;
        switch (found)
        {
            case []:
                findings.Add(Finding.Of(FindingKind.RowMissing, due, "was due and has no row in the ledger"));
                break;
            case [var line] when FaultOf(line.Row!, due) is { } fault:
                findings.Add(fault);
                break;
            case [var line]:
                rows.Add(line);
                AddPending(line.Row!, due);
                break;
            default:
                findings.Add(Finding.Of(FindingKind.SeveralRows, due, $"has rows on {string.Join(" and ", found.Select(f => f.Row!.Key.Channel).Order())}"));
                break;
        }
    }

    private static Finding? FaultOf(SendRow row, DueStep due)
    {
        if (row.DueAt != due.DueAt)
        {
            return Finding.Of(FindingKind.DueDiffers, due, $"the ledger says that it was due {row.DueAt:O}");
        }

        string? missing = row.State switch
        {
            SendState.Sent or SendState.Claimed when row.PayloadHash is null => "the hash of what was sent",
            SendState.Sent or SendState.Claimed when row.ClaimedAt is null => "when it was claimed",
            SendState.Sent or SendState.Withheld or SendState.Failed or SendState.Expired when row.SettledAt is null => "when it was settled",
            SendState.Withheld or SendState.Failed or SendState.Expired when row.Reason is null => "the reason",
            SendState.Planned or SendState.Claimed or SendState.Held when row.SettledAt is not null => "a final state, although it was settled",
            _ => null,
        };
        return missing is not null ? Finding.Of(FindingKind.ProofMissing, due, $"is {row.State}, and its row lacks {missing}")
            : (row.ClaimedAt ?? row.SettledAt) < due.DueAt ? Finding.Of(FindingKind.TooEarly, due, $"was {row.State} before it was due")
            : null;
    }

    private void AddPending(SendRow row, DueStep due)
    {
        switch (row)
        {
            case { State: SendState.Planned or SendState.Claimed, DeferredUntil: { } until } when until >= day.Until:
                findings.Add(Finding.Of(FindingKind.Deferred, due, row.Reason ?? "deferred") with { Until = until });
                break;
            case { State: SendState.Planned, DeferredUntil: { } until }:
                findings.Add(Finding.Of(FindingKind.DeferralPassed, due, "its later moment has passed, too") with { Until = until });
                break;
            case { State: SendState.Planned }:
                findings.Add(Finding.Of(FindingKind.Planned, due, "was due and is not decided"));
                break;
            case { State: SendState.Claimed }:
                findings.Add(Finding.Of(FindingKind.Claimed, due, "whether the provider has it is not known yet"));
                break;
            case { State: SendState.Held }:
                findings.Add(Finding.Of(FindingKind.Held, due, row.Reason ?? "a person decides"));
                break;
            default:
                break;  // settled
        }
    }

    /// <summary>A row that stands for nothing that was due on the day.</summary>
    private void CheckUnexpected(LedgerLine line, HashSet<StepKey> known)
    {
        if (line.Row is not { } row)
        {
            findings.Add(new Finding(FindingKind.Unreadable, line.CustomerId, line.RowKey, null, 0, null, "the row of the ledger cannot be read"));
            return;
        }

        StepKey step = DayAccount.StepOf(row);
        DateTimeOffset? dueAt = walked.TryGetValue(step, out DateTimeOffset walkedAt) ? walkedAt : null;
        if (known.Contains(step))
        {
            return;
        }

        if (row is { State: SendState.Planned or SendState.Claimed, DeferredUntil: { } until } && row.DueAt < day.From && until < day.Until)
        {
            findings.Add(Found(FindingKind.DeferralPassed, "was due on an earlier day, and its later moment has passed, too") with { Until = until });
        }
        else if (day.Contains(row.DueAt))
        {
            findings.Add(dueAt is not null && dueAt != row.DueAt
                ? Found(FindingKind.DueDiffers, $"the ledger says that it was due {row.DueAt:O}")
                : Found(FindingKind.RowAdded, $"is {row.State} in the ledger on {row.Key.Channel}, and was not due"));
        }

        Finding Found(FindingKind kind, string reason) => new(kind, line.CustomerId, step.EnrollmentId, step.StepId, step.Visit, dueAt, reason);
    }
}

/// <summary>One customer's part of a day.</summary>
public sealed record CustomerAccount(int DueCount, IReadOnlyList<LedgerLine> Rows, IReadOnlyList<Finding> Findings);
