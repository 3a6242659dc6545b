using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Analytics;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes roll-outs.</summary>
internal sealed class RolloutOutput(Terminal terminal, LifeStyle style)
{
    private readonly FactWords words = new(style.Language);

    public static string WordOf(RolloutState state) => state switch
    {
        RolloutState.Running => "under way",
        RolloutState.Stopped => "stopped",
        _ => "finished",
    };

    public static string Number(decimal percent) => percent.ToString("0.##", CultureInfo.InvariantCulture);

    public void Write(IReadOnlyList<JourneyRollout> rollouts, ShopSettings shop)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, rollouts.Select(r => Shape(r.JourneyId, r.Rollout)));
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("journey", "version", "base", "state", "percent", "since", "moves_on_at", "stopped_for");
                    foreach ((string journeyId, Rollout r) in rollouts.Select(r => (r.JourneyId, r.Rollout)))
                    {
                        writer.WriteRecord(
                            journeyId, Text(r.Version), Text(r.BaseVersion), $"{r.State}", Number(r.Percent), $"{r.Since:O}", $"{r.MovesOnAt:O}", $"{r.StoppedFor}");
                    }
                }

                break;
            default:
                foreach (JourneyRollout r in rollouts)
                {
                    terminal.Output.WriteLine($"{LifeOutput.Local(r.Rollout.Since, shop)}  {r.JourneyId}  {Sentence(r.Rollout, shop)}");
                }

                terminal.Output.WriteLine(words.Say($"段階公開: {rollouts.Count} 件", $"{rollouts.Count} roll-outs"));
                break;
        }
    }

    public void Write(RolloutStanding standing, ShopSettings shop)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, new
                {
                    Rollout = Shape(standing.JourneyId, standing.Rollout),
                    standing.Look.New,
                    standing.Look.Base,
                    Alarm = standing.Look.Alarm is { } alarm ? RolloutWords.Of(alarm) : null,
                    Entries = standing.Entries.Select(e => new { e.At, e.State, e.Percent, e.By, e.Why, Alarm = e.Alarm is { } a ? RolloutWords.Of(a) : null }),
                });
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("version", "messages", "complained", "unsubscribed", "failed");
                    foreach ((int version, RolloutFigures f) in new[] { (standing.Rollout.Version, standing.Look.New), (standing.Rollout.BaseVersion, standing.Look.Base) })
                    {
                        writer.WriteRecord(Text(version), Text(f.Messages), Text(f.Complained), Text(f.Unsubscribed), Text(f.Failed));
                    }
                }

                break;
            default:
                WriteText(standing, shop);
                break;
        }
    }

    private void WriteText(RolloutStanding standing, ShopSettings shop)
    {
        Rollout rollout = standing.Rollout;
        terminal.Output.WriteLine($"{standing.JourneyId}: {Sentence(rollout, shop)}");
        terminal.Output.WriteLine(Figures(rollout.Version, standing.Look.New));
        terminal.Output.WriteLine(Figures(rollout.BaseVersion, standing.Look.Base));
        if (standing.Look.New.Messages < RolloutGuard.MessagesMin)
        {
            terminal.Output.WriteLine(words.Say($"新しい版が{RolloutGuard.MessagesMin}通になるまでは、良し悪しを判断しません。", $"Nothing is said before {RolloutGuard.MessagesMin} messages of the new version."));
        }

        foreach (RolloutEntry e in standing.Entries)
        {
            string reason = e.Alarm is { } alarm ? Say(RolloutWords.Of(alarm)) : e.By is null ? "" : $"{e.By}: {e.Why}";
            terminal.Output.WriteLine($"{LifeOutput.Local(e.At, shop)}  {Number(e.Percent)}%  {StateOf(e.State)}  {reason}".TrimEnd());
        }
    }

    private string Figures(int version, RolloutFigures f) => words.Say(
        $"  第{version}版: {f.Messages}通、迷惑メールの報告 {f.Complained}、配信停止 {f.Unsubscribed}、不達 {f.Failed}",
        $"  version {version}: {f.Messages} messages, {f.Complained} called spam, {f.Unsubscribed} refusals, {f.Failed} not delivered");

    private string Sentence(Rollout rollout, ShopSettings shop) => rollout switch
    {
        { State: RolloutState.Running, MovesOnAt: { } at } => words.Say(
            $"第{rollout.Version}版を、新しく入る方の{Number(rollout.Percent)}%に公開しています（ほかは第{rollout.BaseVersion}版）。次の段階は{LifeOutput.Local(at, shop)}から",
            $"version {rollout.Version} for {Number(rollout.Percent)} % of those who enter, version {rollout.BaseVersion} for the others; the next stage begins {LifeOutput.Local(at, shop)}"),
        { State: RolloutState.Stopped } => words.Say(
            $"第{rollout.Version}版の段階公開は止まっています。新しく入る方は第{rollout.BaseVersion}版です",
            $"the roll-out of version {rollout.Version} is stopped; those who enter get version {rollout.BaseVersion}"),
        _ => words.Say($"第{rollout.Version}版の段階公開は終わりました", $"the roll-out of version {rollout.Version} is finished"),
    };

    private string StateOf(RolloutState state) => words.Say(state switch { RolloutState.Running => "公開中", RolloutState.Stopped => "停止", _ => "完了" }, WordOf(state));

    private string Say(LocalText text) => words.Say(text.Ja, text.En);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static object Shape(string journeyId, Rollout r) => new
    {
        JourneyId = journeyId,
        r.Version,
        r.BaseVersion,
        r.State,
        r.Plan.Percents,
        r.Plan.StageDays,
        r.Percent,
        r.BeganAt,
        r.Since,
        r.MovesOnAt,
        r.StoppedFor,
    };
}
