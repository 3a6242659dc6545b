using FollowUpFlows.Domain.Sending;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>A message that was due, with what came of it.</summary>
/// <param name="Version">Of the journey; null where the enrollment is not there any more.</param>
/// <param name="Reason">Why it did not go; null where it did.</param>
/// <param name="IsClicked">A link of it was followed by a person.</param>
/// <param name="IsAnswered">An order came within the window after it went out.</param>
public sealed record FunnelSend(string JourneyId, int? Version, string StepId, SendState State, string? Reason, bool IsClicked, bool IsAnswered);

/// <summary>What became of the messages of every step and version: due, gone out, clicked, bought.</summary>
public static class StepFunnel
{
    /// <summary>A row for each step of each version of which something was due.</summary>
    /// <param name="sends">Each step of an enrollment once, whatever channels it tried.</param>
    public static ReportTable Of(IReadOnlyList<FunnelSend> sends) => new(
        "step-funnel",
        [
            .. Step, new("due", ReportUnit.Count), new("sent", ReportUnit.Count), new("withheld", ReportUnit.Count), new("failed", ReportUnit.Count), new("expired", ReportUnit.Count),
            new("held", ReportUnit.Count), new("open", ReportUnit.Count), new("clicked", ReportUnit.Count), new("click-rate", ReportUnit.Share), new("answered", ReportUnit.Count),
            new("purchase-rate", ReportUnit.Share),
        ],
        [.. ByStep(sends).Select(Row)]);

    /// <summary>Why messages did not go, step by step.</summary>
    /// <param name="sends">As above.</param>
    public static ReportTable Reasons(IReadOnlyList<FunnelSend> sends) => new(
        "step-reasons",
        [.. Step, new("state", ReportUnit.Word), new("reason", ReportUnit.Word), new("count", ReportUnit.Count)],
        [.. ByStep(sends).SelectMany(step => step
            .Where(s => s.State is SendState.Withheld or SendState.Failed or SendState.Expired)
            .CountBy(s => (s.State, Reason: s.Reason?.Split(':')[0] ?? ""))  // behind a colon stands what a provider said
            .OrderByDescending(r => r.Value).ThenBy(r => r.Key.Reason, StringComparer.Ordinal)
            .Select(IReadOnlyList<ReportCell> (r) => [.. Cells(step.Key), ReportCell.Of(r.Key.State.ToString()), ReportCell.Of(r.Key.Reason), ReportCell.Count(r.Value)]))]);

    private static ReportColumn[] Step => [new("journey", ReportUnit.Text), new("version", ReportUnit.Count), new("step", ReportUnit.Text)];

    private static IEnumerable<IGrouping<(string JourneyId, int? Version, string StepId), FunnelSend>> ByStep(IReadOnlyList<FunnelSend> sends) => sends
        .GroupBy(s => (s.JourneyId, s.Version, s.StepId))
        .OrderBy(g => g.Key.JourneyId, StringComparer.Ordinal)
        .ThenBy(g => g.Key.Version)
        .ThenBy(g => g.Key.StepId, StringComparer.Ordinal);

    private static IEnumerable<ReportCell> Cells((string JourneyId, int? Version, string StepId) step) =>
        [ReportCell.Of(step.JourneyId), step.Version is { } version ? ReportCell.Count(version) : ReportCell.Unknown, ReportCell.Of(step.StepId)];

    private static IReadOnlyList<ReportCell> Row(IGrouping<(string JourneyId, int? Version, string StepId), FunnelSend> step)
    {
        int sent = step.Count(s => s.State == SendState.Sent);
        int clicked = step.Count(s => s.IsClicked);
        int answered = step.Count(s => s.IsAnswered);
        return
        [
            .. Cells(step.Key),
            ReportCell.Count(step.Count()),
            ReportCell.Count(sent),
            .. new[] { SendState.Withheld, SendState.Failed, SendState.Expired, SendState.Held }.Select(state => ReportCell.Count(step.Count(s => s.State == state))),
            ReportCell.Count(step.Count(s => s.State is SendState.Planned or SendState.Claimed)),
            ReportCell.Count(clicked), ReportCell.Share(clicked, sent), ReportCell.Count(answered), ReportCell.Share(answered, sent),
        ];
    }
}
