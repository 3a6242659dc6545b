using System.CommandLine;
using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Deliveries;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Deliveries;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup pauses</c>: journeys that pause because their e-mails do harm.</summary>
internal static class PausesCommand
{
    private const string Details = """
        A journey whose e-mails bounce too often, or are called spam, pauses by itself: what is due waits. Letting it go on needs who
        does it and why; both are kept, and outcomes are counted anew.

        Examples:
          followup pauses list
          followup pauses resume news --by sato --why "list cleaned"
        """;

    public static Command Create()
    {
        DetailedCommand command = new("pauses", "List journeys that pause because of bounces or complaints, let one go on", Details);
        command.Subcommands.Add(List());
        command.Subcommands.Add(Resume());
        return command;
    }

    private static Command List()
    {
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("list", "List those that pause, and why") { data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal,
                parsed.GetValue(data) ?? SharedOptions.DefaultData,
                mayBeNew: false,
                async (services, token) =>
                {
                    Write(terminal, await services.GetRequiredService<JourneyPauses>().AllAsync(token), services.GetRequiredService<ShopSettings>(), style);
                    return ExitCode.Done;
                },
                cancellationToken);
        });
        return command;
    }

    private static Command Resume()
    {
        Argument<string> journey = new("journey") { Description = "The journey's id", HelpName = "JOURNEY" };
        Option<string> by = new("--by") { Description = "Who does it", HelpName = "NAME", Required = true };
        Option<string> why = new("--why") { Description = "For what reason; kept, so no addresses", HelpName = "TEXT", Required = true };
        Option<string?> data = SharedOptions.Data();
        Command command = new("resume", "Let a journey go on") { journey, by, why, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string id = parsed.GetRequiredValue(journey);
            OperatorAct act = new(parsed.GetRequiredValue(by).Trim(), parsed.GetRequiredValue(why).Trim());
            return act is { By: "" } or { Why: "" }
                ? Task.FromResult(terminal.Refuse("--by and --why must not be empty"))
                : OfflineShop.RunAsync(
                    terminal,
                    parsed.GetValue(data) ?? SharedOptions.DefaultData,
                    mayBeNew: false,
                    async (services, token) =>
                    {
                        if (!await services.GetRequiredService<JourneyPauses>().ResumeAsync(id, act, token))
                        {
                            return terminal.Refuse($"no journey '{id}' pauses");
                        }

                        terminal.Output.WriteLine($"{id} goes on");
                        return ExitCode.Done;
                    },
                    cancellationToken);
        });
        return command;
    }

    private static void Write(Terminal terminal, IReadOnlyList<JourneyPause> pauses, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, pauses.Select(p => new { p.JourneyId, p.Cause, p.At, p.Tally.Delivered, p.Tally.Bounced, p.Tally.Complained }));
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("journey", "cause", "at", "delivered", "bounced", "complained");
                    foreach (JourneyPause p in pauses)
                    {
                        writer.WriteRecord(
                            p.JourneyId, $"{p.Cause}", p.At.ToString("O", CultureInfo.InvariantCulture), $"{p.Tally.Delivered}", $"{p.Tally.Bounced}", $"{p.Tally.Complained}");
                    }
                }

                break;
            default:
                FactWords words = new(style.Language);
                foreach (JourneyPause p in pauses)
                {
                    terminal.Output.WriteLine($"{LifeOutput.Local(p.At, shop)}  {p.JourneyId}  {Cause(p, words)}");
                }

                terminal.Output.WriteLine(words.Say($"停止中のシナリオ: {pauses.Count} 件", $"{pauses.Count} journeys pause"));
                break;
        }
    }

    private static string Cause(JourneyPause pause, FactWords words) => pause.Cause switch
    {
        PauseCause.Bounces => words.Say($"不達が多い（到達 {pause.Tally.Delivered}、不達 {pause.Tally.Bounced}）", $"too many bounces ({pause.Tally.Bounced}, {pause.Tally.Delivered} delivered)"),
        _ => words.Say(
            $"迷惑メールの報告が多い（到達 {pause.Tally.Delivered}、報告 {pause.Tally.Complained}）", $"called spam too often ({pause.Tally.Complained}, {pause.Tally.Delivered} delivered)"),
    };
}
