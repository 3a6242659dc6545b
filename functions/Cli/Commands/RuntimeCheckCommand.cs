using System.CommandLine;
using System.Text.Json.Nodes;
using FollowUpFlows.Cli.Output;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime check</c>.</summary>
internal static class RuntimeCheckCommand
{
    public static Command Create()
    {
        RuntimeArguments shared = new();
        DetailedCommand command = new("check", "Look for damage in the files of the data folder", """
            Every page, every event of every history and every message is read; nothing is changed. Exit code 1 when there are findings.
            """);
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            async (client, style, token) =>
            {
                if (await client.CheckAsync(token) is not { } report)
                {
                    return style.Terminal.Refuse("the host does not check its files: it is on Azure, or of an earlier release");
                }

                List<JsonObject> findings = [.. report["findings"]!.AsArray().OfType<JsonObject>()];
                if (findings.Count > 0 || style.Format != OutputFormat.Table)
                {
                    RuntimeOutput.WriteFindings(style, findings);
                }

                style.Terminal.Note(findings.Count == 0
                    ? style.Words.Say("異常は見つかりませんでした", "nothing is damaged")
                    : style.Words.Say($"{findings.Count} 件の異常があります", $"findings: {findings.Count}"));
                return findings.Count == 0 ? ExitCode.Done : ExitCode.Refused;
            },
            cancellationToken));
        return command;
    }
}
