using System.Globalization;
using FollowUpFlows.Domain.Sending.Certificates;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Sending.Certificates;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>The certificate of a day as a page to read.</summary>
internal static class CertificateText
{
    private const int FindingsShown = 200;

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static void Write(IAnsiConsole console, CertificatePage page, CertificateWords words, ShopCalendar calendar)
    {
        DayAccount account = page.Account;
        string light = page.Holds ? "OK" : "NG";
        string day = account.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        console.MarkupLineInterpolated($"[bold]{words.Say($"{day}の配信証明書", $"Certificate of {day}")}  {light}[/]  {calendar.Zone.Id}");
        console.MarkupLineInterpolated($"{Sum(account, words)}");
        if (account.Count(FindingWeight.Open) + account.Count(FindingWeight.Discrepancy) > 0)
        {
            console.MarkupLineInterpolated($"{words.Say("未処理", "open")} {account.Count(FindingWeight.Open)}  {words.Say("矛盾", "contradictions")} {account.Count(FindingWeight.Discrepancy)}");
        }

        WriteSums(console, account, words);
        WriteFindings(console, account, words, calendar);
        WriteProof(console, page, words, calendar);
    }

    private static string Sum(DayAccount account, CertificateWords words) =>
        $"{words.Say("送るべきもの", "due")} {account.DueCount} = {words.Say("処理済み", "settled")} {account.SettledCount}"
        + $" + {words.Say("延期", "deferred")} {account.Count(FindingWeight.Deferred)} + {words.Say("保留", "held")} {account.Count(FindingWeight.Held)}"
        + (Rest(account) is var rest and not 0 ? $" + {words.Say("不明", "not accounted for")} {rest}" : "");

    /// <summary>What was due and is neither of the three: the sum must always come out.</summary>
    private static int Rest(DayAccount account) =>
        account.DueCount - account.SettledCount - account.Count(FindingWeight.Deferred) - account.Count(FindingWeight.Held);

    private static void WriteSums(IAnsiConsole console, DayAccount account, CertificateWords words)
    {
        if (account.Sums.Count == 0)
        {
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(words.Say("状態", "State"), words.Say("チャネル", "Channel"), words.Say("理由", "Reason"));
        table.AddColumn(new TableColumn(words.Say("件数", "Count")).RightAligned());
        foreach (DaySum sum in account.Sums)
        {
            table.AddRow(
                words.State(sum.State), words.Channel(sum.Channel), Markup.Escape(words.Reason(sum.Reason)), sum.Count.ToString("N0", CultureInfo.InvariantCulture));
        }

        console.Write(table);
    }

    private static void WriteFindings(IAnsiConsole console, DayAccount account, CertificateWords words, ShopCalendar calendar)
    {
        if (account.Findings.Count == 0)
        {
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(words.Say("区分", "Finding"), words.Say("シナリオ開始", "Enrollment"), words.Say("ステップ", "Step"), words.Say("予定", "Due"), words.Say("内容", "Reason"));
        IEnumerable<Finding> worstFirst = account.Findings.OrderByDescending(f => f.Weight);
        foreach (Finding f in worstFirst.Take(FindingsShown))
        {
            string reason = f.Until is { } until ? $"{words.Reason(f.Reason)} → {Text(until, calendar)}" : words.Reason(f.Reason);
            table.AddRow(
                words.Kind(f.Kind),
                Markup.Escape(f.EnrollmentId.Length > 0 ? f.EnrollmentId : f.CustomerId),
                Markup.Escape(f.StepId ?? ""),
                f.DueAt is { } due ? Text(due, calendar) : "",
                Markup.Escape(reason));
        }

        console.Write(table);
        if (account.Findings.Count > FindingsShown)
        {
            console.WriteLine(words.Say($"ほか{account.Findings.Count - FindingsShown}件（--format json にすべて）", $"and {account.Findings.Count - FindingsShown} more; --format json has all"));
        }
    }

    private static void WriteProof(IAnsiConsole console, CertificatePage page, CertificateWords words, ShopCalendar calendar)
    {
        foreach (string fault in page.Faults)
        {
            console.MarkupLineInterpolated($"[red]{words.Say("改ざんの疑い", "altered")}: {fault}[/]");
        }

        foreach (ChainFault fault in page.Chain.Faults)
        {
            console.MarkupLineInterpolated($"[red]{words.Say("証明書の鎖の異常", "broken chain")}: {words.Say($"第{fault.Number}号", $"number {fault.Number}")} {fault.Reason}[/]");
        }

        if (page.Link is { Certificate: { } certificate } link)
        {
            string signature = certificate.KeyId is { } key ? words.Say($"署名 鍵{key}", $"signed with key {key}") : words.Say("署名なし", "not signed");
            console.MarkupLineInterpolated($"{words.Say($"第{certificate.Number}号", $"number {certificate.Number}")}  {words.Say("発行", "issued")} {Text(certificate.IssuedAt, calendar)}  {signature}");
            console.MarkupLineInterpolated($"{words.Say("ハッシュ", "hash")} {link.Hash}");
        }
    }

    private static string Text(DateTimeOffset instant, ShopCalendar calendar) =>
        Minute.Format(Instant.FromDateTimeOffset(instant).InZone(calendar.Zone).LocalDateTime);
}
