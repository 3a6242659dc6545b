using System.CommandLine;
using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Ranking;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup proofs</c>: what proves the consent of somebody who was forgotten.</summary>
internal static class ProofsCommand
{
    private const string Details = """
        Of who asked to be forgotten the statements about marketing stay for as long as they must be provable, under a hash of the
        address: they are found by the address, never the address by them. Of everybody else 'followup customer' tells.

        Examples:
          followup proofs hanako@example.jp
          followup proofs hanako@example.jp --format csv
        """;

    public static Command Create()
    {
        Argument<string> address = new("address") { Description = "E-mail address or LINE user id", HelpName = "ADDRESS" };
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        DetailedCommand command = new("proofs", "Show what proves the consent of somebody who was forgotten", Details) { address, data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string text = parsed.GetRequiredValue(address);
            Channel? channel = CustomerIdentity.NormalizeLineUserId(text) is not null ? Channel.Line : CustomerIdentity.NormalizeEmail(text) is not null ? Channel.Email : null;
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return channel is null
                ? Task.FromResult(terminal.Refuse($"'{text}' is no e-mail address and no LINE user id"))
                : OfflineShop.RunAsync(
                    terminal,
                    parsed.GetValue(data) ?? SharedOptions.DefaultData,
                    mayBeNew: false,
                    async (services, token) =>
                    {
                        IReadOnlyList<KeptProof> proofs = await services.GetRequiredService<ConsentProofs>().FindAsync(channel.Value, text, token);
                        Write(terminal, proofs, services.GetRequiredService<ShopSettings>(), style);
                        return ExitCode.Done;
                    },
                    cancellationToken);
        });
        return command;
    }

    private static void Write(Terminal terminal, IReadOnlyList<KeptProof> proofs, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, proofs.Select(p => new
                {
                    p.Consent.Channel,
                    p.Consent.Topic,
                    p.Consent.State,
                    p.Consent.At,
                    p.Consent.Source,
                    p.Consent.Origin,
                    p.Consent.Wording,
                    p.Consent.By,
                    p.ErasedAt,
                    p.KeepUntil,
                }));
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("channel", "topic", "state", "at", "source", "origin", "wording", "by", "erased_at", "keep_until");
                    foreach (KeptProof p in proofs)
                    {
                        Consent said = p.Consent;
                        writer.WriteRecord(
                            $"{said.Channel}", said.Topic ?? "", $"{said.State}", Utc(said.At), said.Source, $"{said.Origin}", said.Wording ?? "", said.By ?? "", Utc(p.ErasedAt), Utc(p.KeepUntil));
                    }
                }

                break;
            default:
                WriteText(terminal.Output, proofs, shop, new FactWords(style.Language));
                break;
        }
    }

    private static void WriteText(TextWriter output, IReadOnlyList<KeptProof> proofs, ShopSettings shop, FactWords words)
    {
        foreach (KeptProof p in proofs)
        {
            Consent said = p.Consent;
            string state = said.State switch
            {
                ConsentState.Granted => words.Say("同意", "granted"),
                ConsentState.Pending => words.Say("確認待ち", "pending"),
                _ => words.Say("拒否・撤回", "withdrawn"),
            };
            string more = $"{(said.Topic is { } topic ? $"  {topic}" : "")}{(said.Wording is { } wording ? $"  {words.Say("文言", "wording")}: {wording}" : "")}{(said.By is { } by ? $"  {words.Say("記録者", "by")}: {by}" : "")}";
            string until = LifeOutput.Local(p.KeepUntil, shop);
            output.WriteLine($"{LifeOutput.Local(said.At, shop)}  {said.Channel}  {state}  {said.Source}{more}  {words.Say($"保存期限: {until}", $"kept until {until}")}");
        }

        output.WriteLine(proofs.Count > 0
            ? words.Say($"{proofs.Count} 件", $"{proofs.Count} statements")
            : words.Say("この宛先で消去された方の記録はありません", "nobody with this address was forgotten, or the time of keeping is over"));
    }

    private static string Utc(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
