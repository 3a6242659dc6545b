using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.App.Api.Editing;

/// <summary>Days that passed again over what is live, beside what the ledger says of them.</summary>
/// <param name="IsEqual">Whether they agree about every message.</param>
/// <param name="Compared">Messages that were due within the days for either side.</param>
/// <param name="Different">Of them.</param>
/// <param name="Causes">All differences by their likely cause.</param>
/// <param name="Differences">By due time, at most 200.</param>
internal sealed record LedgerCheckItem(
    bool IsEqual, int Compared, int Different, IReadOnlyList<DifferenceCountItem> Causes, IReadOnlyList<LedgerDifferenceItem> Differences)
{
    public static LedgerCheckItem Of(LedgerCheck check) => new(
        check.Different == 0,
        check.Compared,
        check.Different,
        [.. check.Causes.Select(c => new DifferenceCountItem(c.Cause, c.Count))],
        [
            .. check.Differences.Select(d => new LedgerDifferenceItem(
                d.Journey, d.EnrollmentId, d.Step, d.Visit, d.DueAt, SeenItem.Of(d.Replayed), SeenItem.Of(d.Live), d.Cause)),
        ]);
}

/// <summary>Differences of one likely cause.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">At least 1.</param>
internal sealed record DifferenceCountItem(LikelyCause Cause, int Count);

/// <summary>A message about which both sides disagree.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="EnrollmentId">Whose run of it; it says of nobody who they are.</param>
/// <param name="Step">The step.</param>
/// <param name="Visit">How often the step had been reached before.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="Replayed">How the replay has it; null when it was not due there.</param>
/// <param name="Live">How the ledger has it; null when it does not.</param>
/// <param name="Cause">Why they differ, as far as can be told.</param>
internal sealed record LedgerDifferenceItem(
    string Journey, string EnrollmentId, string Step, int Visit, DateTimeOffset DueAt, SeenItem? Replayed, SeenItem? Live, LikelyCause Cause);

/// <summary>How one side has a message.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Message">The message template.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="SettledAt">When that was certain; null while it waits.</param>
/// <param name="Rank">The rank when it was decided; null where none was.</param>
/// <param name="Reason">Why it did not go; null when it did.</param>
internal sealed record SeenItem(SendState State, Channel Channel, string Message, DateTimeOffset DueAt, DateTimeOffset? SettledAt, string? Rank, string? Reason)
{
    public static SeenItem? Of(SeenRow? row) =>
        row is null ? null : new SeenItem(row.State, row.Channel, row.Message, row.DueAt, row.SettledAt, row.Rank, row.Reason);
}
