using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Sqlite;

namespace FollowUpFlows.App.Composition;

/// <summary>The index of due sends, for an operator who looks whether all files are whole.</summary>
internal sealed class DueIndexCheck(CheckDueIndex check) : IRowCheck
{
    private const int FindingsMax = 1_000;

    public async Task<IReadOnlyList<RowFinding>> RunAsync(bool repair, CancellationToken cancellationToken)
    {
        List<RowFinding> findings = [];
        await foreach (DueLead lead in check.MissingAsync(repair, cancellationToken))
        {
            if (findings.Count < FindingsMax)
            {
                findings.Add(new RowFinding(
                    $"due index of {lead.EnrollmentId}, step {lead.StepId}",
                    FormattableString.Invariant($"The ledger has a send for {lead.DueAt:yyyy-MM-dd'T'HH:mm'Z'} to which no row leads."),
                    "Stop the server, and run 'followup runtime check --repair'.",
                    CanBeMended: true));
            }
        }

        return findings;
    }
}
