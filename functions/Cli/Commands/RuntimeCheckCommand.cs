using System.CommandLine;
using System.Text.Json.Nodes;
using FollowUpFlows.Cli.Operations;
using FollowUpFlows.Cli.Output;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime check</c>.</summary>
internal static class RuntimeCheckCommand
{
    public static Command Create()
    {
        RuntimeArguments shared = new();
        Option<bool> repair = new("--repair") { Description = "Mend what follows from something else; the server must not run" };
        DetailedCommand command = new("check", "Look for damage in the files of the data folder", """
            Every page and every message is read, the history of every unfinished instance is replayed by the orchestrators of this release,
            and what follows from histories and ledger is compared with them: timers, activities, indexes.

            With --repair these are written anew, after a backup, and an instance whose history is damaged is put into quarantine: the others
            go on. Histories, ledger and damaged pages are never touched.

            Exit code 1 when there are findings that are not mended.
            """)
        {
            repair,
        };
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed, (client, style, token) => RunAsync(client, style, parsed.GetValue(repair), token), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RuntimeClient client, RuntimeStyle style, bool isRepair, CancellationToken cancellationToken)
    {
        if (isRepair && client.IsServed)
        {
            return style.Terminal.Refuse("a server has these files. Stop it, and run the command again");
        }

        if ((isRepair ? await client.RepairAsync(cancellationToken) : await client.CheckAsync(cancellationToken)) is not { } report)
        {
            return style.Terminal.Refuse("the host does not check its files: it is on Azure, or of an earlier release");
        }

        List<JsonObject> findings = [.. report["findings"]!.AsArray().OfType<JsonObject>()];
        if (findings.Count > 0 || style.Format != OutputFormat.Table)
        {
            RuntimeOutput.WriteFindings(style, findings);
        }

        if (report["backup"]?.GetValue<string>() is { } backup)
        {
            style.Terminal.Note(style.Words.Say($"修復前のバックアップ: {backup}", $"backup made before the repair: {backup}"));
        }

        int open = findings.Count(f => f["mended"]?.GetValue<bool>() != true);
        style.Terminal.Note(findings.Count == 0
            ? style.Words.Say("異常は見つかりませんでした", "nothing is damaged")
            : style.Words.Say($"{findings.Count} 件の異常があります(うち {findings.Count - open} 件を修復)", $"findings: {findings.Count}, of which mended: {findings.Count - open}"));
        return open == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
