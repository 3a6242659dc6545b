using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes a list of enrollments.</summary>
internal static class EnrollmentsOutput
{
    public static void Write(Terminal terminal, IReadOnlyList<Enrollment> enrollments, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                WriteJson(terminal.Output, enrollments);
                break;
            case OutputFormat.Csv:
                WriteCsv(terminal.Output, enrollments);
                break;
            default:
                WriteTable(terminal.Console(), enrollments, shop, new FactWords(style.Language));
                break;
        }
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<Enrollment> enrollments) => Json.Write(output, enrollments.Select(e => new
    {
        e.EnrollmentId,
        e.CustomerId,
        e.JourneyId,
        e.Version,
        e.Plan,
        e.BusinessKey,
        e.TriggeredOn,
        e.EnrolledAt,
        e.State,
        e.End,
        e.EndedAt,
        e.GoalAt,
        e.MovedFrom,
    }));

    private static void WriteCsv(TextWriter output, IReadOnlyList<Enrollment> enrollments)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord("enrollment_id", "customer_id", "journey_id", "version", "business_key", "enrolled_at", "state", "end", "ended_at", "goal_at");
        foreach (Enrollment e in enrollments)
        {
            writer.WriteRecord(
                e.EnrollmentId, e.CustomerId, e.JourneyId, e.Version.ToString(CultureInfo.InvariantCulture), e.BusinessKey,
                Iso(e.EnrolledAt), e.State.ToString(), e.End?.ToString() ?? "", Iso(e.EndedAt), Iso(e.GoalAt));
        }
    }

    private static void WriteTable(IAnsiConsole console, IReadOnlyList<Enrollment> enrollments, ShopSettings shop, FactWords words)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(
            words.Say("開始", "Entered"), words.Say("シナリオ", "Journey"), words.Say("顧客", "Customer"),
            words.Say("状態", "State"), words.Say("終了", "Ended"), words.Say("起点", "Cause"));
        foreach (Enrollment e in enrollments)
        {
            table.AddRow(
                LifeOutput.Local(e.EnrolledAt, shop),
                Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{e.JourneyId} v{e.Version}")),
                Markup.Escape(e.CustomerId),
                State(e, words),
                e.EndedAt is { } ended ? LifeOutput.Local(ended, shop) : "",
                Markup.Escape(e.BusinessKey));
        }

        if (enrollments.Count == 0)
        {
            console.MarkupLine(words.Say("対象者はいません（期間は --since と --until で変えられます）", "nobody (the days are set by --since and --until)"));
            return;
        }

        console.Write(table);
    }

    private static string State(Enrollment enrollment, FactWords words) => (enrollment.State, enrollment.End) switch
    {
        (EnrollmentState.Starting, _) => words.Say("開始待ち", "starting"),
        (EnrollmentState.Running, _) => words.Say("進行中", "running"),
        (_, EndReason.Completed) => words.Say("完了", "completed"),
        (_, EndReason.Exited) => words.Say("終了ステップ", "exited"),
        (_, EndReason.GoalReached) => words.Say("目標達成", "goal reached"),
        (_, EndReason.Moved) => words.Say("ランク変化で移動", "moved"),
        (_, EndReason.RankChanged) => words.Say("ランク変化で終了", "rank changed"),
        (_, EndReason.Restarted) => words.Say("再登録", "restarted"),
        (_, EndReason.NewOrder) => words.Say("新しい注文で終了", "new order"),
        (_, EndReason.NewVersion) => words.Say("新しい版に移行", "went on in a new version"),
        (_, EndReason.Stopped) => words.Say("手動で終了", "stopped"),
        (_, EndReason.Missed) => words.Say("対象日が過ぎていたため見送り", "missed its day"),
        (_, EndReason.Erased) => words.Say("個人情報の消去", "erased"),
        _ => words.Say("終了", "ended"),
    };

    private static string Iso(DateTimeOffset? instant) => instant?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
