using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Sending;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes who is held back.</summary>
internal static class HeldOutput
{
    public static void Write(TextWriter output, IReadOnlyList<HeldSend> held, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(output, held.Select(h => new
                {
                    h.CustomerId,
                    h.JourneyId,
                    h.Row.Key.StepId,
                    h.Row.Key.Channel,
                    h.Row.MessageId,
                    h.Row.DueAt,
                    NextSlot = h.Until,
                    h.Reason,
                }));
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("customer", "journey", "step", "channel", "message", "due", "next_slot", "reason");
                    foreach (HeldSend h in held)
                    {
                        writer.WriteRecord(
                            h.CustomerId, h.JourneyId, h.Row.Key.StepId, $"{h.Row.Key.Channel}", h.Row.MessageId,
                            h.Row.DueAt.ToString("O", CultureInfo.InvariantCulture), h.Until.ToString("O", CultureInfo.InvariantCulture), $"{h.Reason}");
                    }
                }

                break;
            default:
                FactWords words = new(style.Language);
                foreach (HeldSend h in held)
                {
                    output.WriteLine(
                        $"{LifeOutput.Local(h.Until, shop)}  {h.CustomerId}  {h.JourneyId}/{h.Row.Key.StepId}  {ReasonOf(h.Reason, words)}  {words.Say("予定", "due")} {LifeOutput.Local(h.Row.DueAt, shop)}");
                }

                output.WriteLine(words.Say($"見送り中: {held.Count} 件", $"{held.Count} messages are held back"));
                break;
        }
    }

    private static string ReasonOf(DeferReason reason, FactWords words) => reason switch
    {
        DeferReason.FrequencyCap => words.Say("配信頻度の上限", "as many messages as the shop allows"),
        DeferReason.QuietHours => words.Say("配信不可時間帯", "quiet hours"),
        DeferReason.Window => words.Say("配信可能時間帯の外", "outside the sending hours"),
        DeferReason.PauseDates => words.Say("お店の配信休止期間", "the shop's days without marketing"),
        DeferReason.BroadcastPaused => words.Say("一斉配信の一時停止", "the broadcast pauses"),
        _ => words.Say("シナリオの停止", "the journey pauses"),
    };
}
