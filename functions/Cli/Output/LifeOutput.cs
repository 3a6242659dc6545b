using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Commands;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace FollowUpFlows.Cli.Output;

/// <summary>How a life is written.</summary>
internal sealed record LifeStyle(OutputFormat Format, Language Language);

/// <summary>Writes a customer with everything that happened to them.</summary>
internal static class LifeOutput
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static void Write(Terminal terminal, CustomerLife life, IReadOnlyList<PlacementProof> proofs, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                WriteJson(terminal.Output, life, proofs, shop, new PlacementWords(style.Language));
                break;
            case OutputFormat.Csv:
                WriteCsv(terminal.Output, life, shop);
                break;
            default:
                WriteText(terminal.Console(), life, proofs, shop, new PlacementWords(style.Language));
                break;
        }
    }

    private static void WriteCsv(TextWriter output, CustomerLife life, ShopSettings shop)
    {
        using CsvWriter writer = CsvWriter.Create(output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        writer.WriteRecord("at", "kind", "what", "reason", "subject", "enrollment_id", "step_id", "channel", "amount", "due_at");
        foreach (TimelineEntry e in life.Entries)
        {
            string amount = e.AmountMinor is { } minor ? new Money(minor, shop.Currency).ToDecimalString() : "";
            writer.WriteRecord(
                Iso(e.At), e.Kind.ToString(), e.What, e.Reason ?? "", e.Subject ?? "", e.EnrollmentId ?? "", e.StepId ?? "", e.Channel ?? "", amount, e.DueAt is { } due ? Iso(due) : "");
        }
    }

    private static void WriteJson(TextWriter output, CustomerLife life, IReadOnlyList<PlacementProof> proofs, ShopSettings shop, PlacementWords words)
    {
        Customer customer = life.State.Customer;
        Json.Write(output, new
        {
            customer.CustomerId,
            customer.Name,
            customer.Email,
            customer.Phone,
            customer.LineUserId,
            Consents = life.State.Consents.Values.OrderBy(c => c.Channel).Select(c => new { c.Channel, c.State, c.At, c.Source }),
            Ranks = life.State.Ranks.Values.OrderBy(p => p.ModelId, StringComparer.Ordinal).Select(p => new
            {
                Model = p.ModelId,
                Rank = p.Held.RankId,
                p.Held.SinceOn,
                p.Held.Notice,
                WayUp = proofs.FirstOrDefault(f => f.Model.Id == p.ModelId) is { } proof ? words.WayUp(proof) : null,
                proofs.FirstOrDefault(f => f.Model.Id == p.ModelId)?.LapsesOn,
            }),
            Currency = shop.Currency.Code,
            Timezone = shop.Calendar.Zone.Id,
            Timeline = life.Entries.Select(e => new
            {
                e.At,
                e.Kind,
                e.What,
                e.Reason,
                e.Subject,
                e.EnrollmentId,
                e.StepId,
                e.Channel,
                Amount = e.AmountMinor is { } minor ? new Money(minor, shop.Currency).Major : (decimal?)null,
                e.DueAt,
                Text = TimelineWords.Sentence(e, shop.Currency),
            }),
        });
    }

    private static void WriteText(IAnsiConsole console, CustomerLife life, IReadOnlyList<PlacementProof> proofs, ShopSettings shop, PlacementWords words)
    {
        Customer customer = life.State.Customer;
        console.MarkupLineInterpolated($"[bold]{customer.CustomerId}[/]  {string.Join("  ", new[] { customer.Name, customer.Email, customer.Phone, customer.LineUserId }.OfType<string>())}");
        foreach (PlacementProof proof in proofs)
        {
            ProofText.Write(console, customer.CustomerId, proof, words);
        }

        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(words.Facts.Say("日時", "At"), words.Facts.Say("出来事", "What happened"), words.Facts.Say("シナリオ", "Enrollment"));
        foreach (TimelineEntry e in life.Entries)
        {
            table.AddRow(Local(e.At, shop), Markup.Escape(TimelineWords.Sentence(e, shop.Currency, words.Facts.Language)), Markup.Escape(e.EnrollmentId ?? ""));
        }

        console.Write(table);
    }

    private static string Iso(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    internal static string Local(DateTimeOffset instant, ShopSettings shop) =>
        Minute.Format(Instant.FromDateTimeOffset(instant).InZone(shop.Calendar.Zone).LocalDateTime);
}
