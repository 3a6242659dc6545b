using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending.Certificates;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes the certificate of a day.</summary>
internal static class CertificateOutput
{
    public static void Write(Terminal terminal, CertificatePage page, OutputFormat format, Language language, ShopCalendar calendar)
    {
        switch (format)
        {
            case OutputFormat.Json:
                WriteJson(terminal.Output, page, calendar);
                break;
            case OutputFormat.Csv:
                WriteCsv(terminal.Output, page);
                break;
            default:
                CertificateText.Write(terminal.Console(), page, new CertificateWords(language), calendar);
                break;
        }
    }

    /// <summary>What was due, a line for each kind; then each finding.</summary>
    private static void WriteCsv(TextWriter output, CertificatePage page)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord("date", "state", "channel", "reason", "count", "customer_id", "enrollment_id", "step_id", "due_at");
        string day = page.Account.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (DaySum sum in page.Account.Sums)
        {
            writer.WriteRecord(day, sum.State, sum.Channel, sum.Reason ?? "", sum.Count.ToString(CultureInfo.InvariantCulture), "", "", "", "");
        }

        foreach (Finding f in page.Account.Findings)
        {
            string due = f.DueAt?.ToString("O", CultureInfo.InvariantCulture) ?? "";
            writer.WriteRecord(day, f.Kind.ToString(), "", f.Reason, "1", f.CustomerId, f.EnrollmentId, f.StepId ?? "", due);
        }
    }

    private static void WriteJson(TextWriter output, CertificatePage page, ShopCalendar calendar)
    {
        DayAccount account = page.Account;
        Certificate? certificate = page.Link?.Certificate;
        Json.Write(output, new
        {
            Date = account.Day,
            Timezone = calendar.Zone.Id,
            page.Holds,
            Due = account.DueCount,
            Settled = account.SettledCount,
            Deferred = account.Count(FindingWeight.Deferred),
            Held = account.Count(FindingWeight.Held),
            Open = account.Count(FindingWeight.Open),
            Discrepancies = account.Count(FindingWeight.Discrepancy),
            ByState = page.SumBy(s => s.State),
            ByChannel = page.SumBy(s => s.Channel),
            ByReason = page.SumBy(s => s.Reason),
            account.Sums,
            Findings = account.Findings.Select(f => new { f.Weight, f.Kind, f.CustomerId, f.EnrollmentId, f.StepId, f.Visit, f.DueAt, f.Until, f.Reason }),
            Certificate = certificate is null ? null : new
            {
                certificate.Number,
                page.IsNew,
                certificate.IssuedAt,
                certificate.Holds,
                certificate.Digest,
                page.Link!.Hash,
                certificate.Previous,
                Signed = page.Link.Signature is not null,
                certificate.KeyId,
            },
            page.Faults,
            Chain = new { page.Chain.Length, page.Chain.LastHash, page.Chain.SignedFrom, page.Chain.IsWhole, page.Chain.Faults },
        });
    }
}
