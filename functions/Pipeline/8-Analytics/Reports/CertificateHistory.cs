using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>The certificates of days, side by side.</summary>
public sealed class CertificateHistory(ReadCertificates certificates)
{
    private const int PageRows = 100;

    /// <summary>The last certificate of each day of the span; of a day without one the figures are unknown.</summary>
    public async Task<ReportTable> OfAsync(ReportSpan span, CancellationToken cancellationToken)
    {
        Dictionary<DateOnly, ListedCertificate> byDay = [];
        string? position = null;
        do
        {
            ListPage<ListedCertificate> page = await certificates.ListAsync(new ListRange(position, PageRows), cancellationToken);
            foreach (ListedCertificate listed in page.Items)
            {
                if (listed.Link is { Certificate.Day: var day } && span.Contains(day))
                {
                    byDay.TryAdd(day, listed);  // the latest come first
                }
            }

            position = page.Next;
        }
        while (position is not null);

        IEnumerable<DateOnly> days = Enumerable.Range(0, span.To.DayNumber - span.From.DayNumber + 1).Select(i => span.From.AddDays(i));
        return new ReportTable(
            "certificates",
            [
                new("day", ReportUnit.Text), new("certificate", ReportUnit.Word), new("number", ReportUnit.Count), new("due", ReportUnit.Count), new("settled", ReportUnit.Count),
                new("deferred", ReportUnit.Count), new("held", ReportUnit.Count), new("open", ReportUnit.Count), new("discrepancies", ReportUnit.Count),
            ],
            [.. days.Select(d => Row(d, byDay.GetValueOrDefault(d)))])
        {
            Chart = new ReportChart(ChartKind.Bars, "day", ["due"]),
        };
    }

    private static IReadOnlyList<ReportCell> Row(DateOnly day, ListedCertificate? listed)
    {
        if (listed?.Link?.Certificate is not { } certificate)
        {
            return [ReportCell.Of(day), ReportCell.Of("missing"), .. Enumerable.Repeat(ReportCell.Unknown, 7)];
        }

        string word = listed.Fault is not null ? "altered" : certificate.Holds ? "holds" : "does-not-hold";
        int[] counts = [certificate.Due, certificate.Settled, certificate.Deferred, certificate.Held, certificate.Open, certificate.Discrepancies];
        return [ReportCell.Of(day), ReportCell.Of(word), ReportCell.Count(certificate.Number), .. counts.Select(c => ReportCell.Count(c))];
    }
}
