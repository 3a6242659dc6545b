using System.Globalization;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>How verdicts are written.</summary>
internal sealed record VerdictStyle(SummaryFormat Format, Language Language);

/// <summary>Writes verdicts with the figures behind them.</summary>
internal static class VerdictOutput
{
    public static void Write(Terminal terminal, IReadOnlyList<Judged> judged, ShopSettings shop, VerdictStyle style)
    {
        if (style.Format == SummaryFormat.Json)
        {
            Json.Write(terminal.Output, judged.Select(j => VerdictJson.Of(j, shop.Currency)));
            return;
        }

        IAnsiConsole console = terminal.Console();
        if (judged.Count == 0)
        {
            console.WriteLine(style.Language == Language.Ja
                ? "比べているものは、まだありません。はじめ方は docs/verification.md にあります。"
                : "Nothing is compared yet; docs/verification.md says how to begin.");
        }

        foreach (Judged each in judged)
        {
            WriteText(console, each, shop, style.Language);
        }
    }

    private static void WriteText(IAnsiConsole console, Judged judged, ShopSettings shop, Language language)
    {
        bool isJa = language == Language.Ja;
        LocalText words = VerdictWords.Of(judged, shop.Currency);
        Experiment experiment = judged.Experiment;
        console.MarkupLineInterpolated($"[bold]{experiment.Id}[/]  {(isJa ? experiment.Name.Ja : experiment.Name.En)}");
        if (experiment.Hypothesis.Text.Length > 0)
        {
            console.WriteLine((isJa ? "仮説: " : "Hypothesis: ") + experiment.Hypothesis.Text);
        }

        console.WriteLine(isJa ? words.Ja : words.En);
        string checkOn = shop.Calendar.DateOf(experiment.CheckAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        console.WriteLine((isJa ? "判定日: " : "Verdict due: ") + checkOn);
        Table table = new() { Border = TableBorder.Simple };
        string[] heads = isJa
            ? ["群", "対象", "計測済み", "購入", "購入率", "売上/人", "クリック", "配信停止", "迷惑報告"]
            : ["arm", "entered", "complete", "buyers", "rate", "revenue each", "clicked", "unsubscribed", "complained"];
        table.AddColumns([.. heads.Select((h, i) => i == 0 ? new TableColumn(h) : new TableColumn(h).RightAligned())]);
        foreach (ArmFigures arm in judged.Verdict.Arms)
        {
            table.AddRow([.. Row(arm, shop.Currency).Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    private static IEnumerable<string> Row(ArmFigures arm, Currency currency) =>
    [
        arm.Arm.Id,
        Count(arm.Entered),
        Count(arm.Complete),
        Count(arm.Buyers.Hits),
        (arm.Buyers.Rate * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%",
        (arm.Complete == 0 ? 0 : (double)arm.RevenueMinor / arm.Complete / currency.MinorPerMajor).ToString("N0", CultureInfo.InvariantCulture),
        Count(arm.Clicked.Hits),
        Count(arm.Unsubscribed.Hits),
        Count(arm.Complained.Hits),
    ];

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
