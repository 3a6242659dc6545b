using System.CommandLine;
using System.Globalization;
using CsvHelper;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Enrollments;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup broadcasts</c>: newsletters and campaigns, and what a person decides about them.</summary>
internal static class BroadcastsCommand
{
    private const string Details = """
        Whoever approves of a broadcast, pauses it, lets it go on or calls it off says who they are and why; both are kept. While one
        pauses nobody enters, and what has not gone waits; afterwards it goes within ten minutes of the server's start, and nothing twice.

        Stop the server first: two processes must not write one data folder. While it runs, the API does the same.

        Examples:
          followup broadcasts list
          followup broadcasts pause newsletter-2026-12 --by sato --why "a wrong price"
          followup broadcasts resume newsletter-2026-12 --by sato --why "the price is right"
        """;

    public static Command Create()
    {
        DetailedCommand command = new("broadcasts", "List broadcasts; approve of one, pause it, let it go on, call it off", Details);
        command.Subcommands.Add(List());
        command.Subcommands.Add(Act("approve", "Let one begin that waits for it", "waits for approval", "is approved of", b => b.ApproveAsync));
        command.Subcommands.Add(Act("pause", "Pause one", "can be paused", "pauses", b => b.PauseAsync));
        command.Subcommands.Add(Act("resume", "Let one go on that pauses", "pauses and can still go on", "goes on", b => b.ResumeAsync));
        command.Subcommands.Add(Act("cancel", "Call one off", "can be called off", "is called off", b => b.CancelAsync));
        return command;
    }

    private static Command List()
    {
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("list", "List all that are published, and how far each has come") { data, format, language };
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
                    LineBudgets budgets = services.GetRequiredService<LineBudgets>();
                    List<Listed> all = [];
                    foreach (BroadcastStanding each in await services.GetRequiredService<Broadcasts>().AllAsync(token))
                    {
                        all.Add(new Listed(each, each.Trigger.LineMax is null ? null : await budgets.TakenAsync(each.Id, token)));
                    }

                    Write(terminal, all, services.GetRequiredService<ShopSettings>(), style);
                    return ExitCode.Done;
                },
                cancellationToken);
        });
        return command;
    }

    private static Command Act(
        string verb, string description, string condition, string outcome, Func<Broadcasts, Func<string, OperatorAct, CancellationToken, Task<bool>>> choose)
    {
        Argument<string> broadcast = new("broadcast") { Description = "The broadcast's id", HelpName = "BROADCAST" };
        Option<string> by = new("--by") { Description = "Who does it", HelpName = "NAME", Required = true };
        Option<string> why = new("--why") { Description = "For what reason; kept, so no addresses", HelpName = "TEXT", Required = true };
        Option<string?> data = SharedOptions.Data();
        Command command = new(verb, description) { broadcast, by, why, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string id = parsed.GetRequiredValue(broadcast);
            OperatorAct act = new(parsed.GetRequiredValue(by).Trim(), parsed.GetRequiredValue(why).Trim());
            return act is { By: "" } or { Why: "" }
                ? Task.FromResult(terminal.Refuse("--by and --why must not be empty"))
                : OfflineShop.RunAsync(
                    terminal,
                    parsed.GetValue(data) ?? SharedOptions.DefaultData,
                    mayBeNew: false,
                    async (services, token) =>
                    {
                        if (!await choose(services.GetRequiredService<Broadcasts>())(id, act, token))
                        {
                            return terminal.Refuse($"no broadcast '{id}' {condition}");
                        }

                        terminal.Output.WriteLine($"{id} {outcome}");
                        return ExitCode.Done;
                    },
                    cancellationToken);
        });
        return command;
    }

    private static void Write(Terminal terminal, IReadOnlyList<Listed> broadcasts, ShopSettings shop, LifeStyle style)
    {
        switch (style.Format)
        {
            case OutputFormat.Json:
                Json.Write(terminal.Output, broadcasts.Select(b => new
                {
                    b.Standing.Id,
                    b.Standing.State,
                    b.Standing.StartsAt,
                    b.Standing.Job.Count.Looked,
                    b.Standing.Job.Count.Entered,
                    b.Standing.Job.Count.Over,
                    b.Standing.Job.Count.Unreadable,
                    b.Standing.NextAt,
                    b.Standing.Trigger.LineMax,
                    b.LineTaken,
                    PausedBy = b.Standing.Pause?.By,
                    PausedWhy = b.Standing.Pause?.Why,
                }));
                break;
            case OutputFormat.Csv:
                using (CsvWriter writer = CsvWriter.Create(terminal.Output, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
                {
                    writer.WriteRecord("broadcast", "state", "starts_at", "looked", "entered", "over", "paused_by", "next_at", "line_max", "line_taken");
                    foreach ((BroadcastStanding b, int? lineTaken) in broadcasts)
                    {
                        writer.WriteRecord(
                            b.Id, $"{b.State}", b.StartsAt.ToString("O", CultureInfo.InvariantCulture), $"{b.Job.Count.Looked}", $"{b.Job.Count.Entered}", $"{b.Job.Count.Over}", b.Pause?.By ?? "",
                            b.NextAt?.ToString("O", CultureInfo.InvariantCulture) ?? "", $"{b.Trigger.LineMax}", $"{lineTaken}");
                    }
                }

                break;
            default:
                FactWords words = new(style.Language);
                foreach ((BroadcastStanding b, int? lineTaken) in broadcasts)
                {
                    string entered = words.Say($"開始 {b.Job.Count.Entered} 名", $"{b.Job.Count.Entered} entered");
                    string pause = b.Pause is { } act ? $"（{act.By}: {act.Why}）" : "";
                    string next = b.NextAt is { } at ? "  " + words.Say($"次の方 {LifeOutput.Local(at, shop)}", $"next {LifeOutput.Local(at, shop)}") : "";
                    string line = lineTaken is { } taken ? $"  LINE {taken}/{b.Trigger.LineMax}" : "";
                    terminal.Output.WriteLine($"{LifeOutput.Local(b.StartsAt, shop)}  {b.Id}  {StateOf(b.State, words)}{pause}  {entered}{next}{line}");
                }

                terminal.Output.WriteLine(words.Say($"一斉配信: {broadcasts.Count} 件", $"{broadcasts.Count} broadcasts"));
                break;
        }
    }

    private static string StateOf(BroadcastState state, FactWords words) => state switch
    {
        BroadcastState.WaitsForApproval => words.Say("承認待ち", "waits for approval"),
        BroadcastState.Scheduled => words.Say("予定", "scheduled"),
        BroadcastState.Running => words.Say("配信中", "running"),
        BroadcastState.Done => words.Say("対象者を確定済み", "everybody has entered"),
        BroadcastState.Missed => words.Say("見送り", "missed"),
        BroadcastState.Paused => words.Say("一時停止中", "paused"),
        BroadcastState.Cancelling => words.Say("取り消し中", "being called off"),
        _ => words.Say("取り消し済み", "called off"),
    };

    /// <param name="LineTaken">Null where the broadcast has no limit of LINE messages.</param>
    private sealed record Listed(BroadcastStanding Standing, int? LineTaken);
}
