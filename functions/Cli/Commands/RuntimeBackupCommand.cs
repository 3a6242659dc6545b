using System.CommandLine;
using FollowUpFlows.Cli.Operations;
using FollowUpFlows.Cli.Output;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime backup</c>.</summary>
internal static class RuntimeBackupCommand
{
    public static Command Create()
    {
        RuntimeArguments shared = new();
        Argument<string> folder = new("DIR") { Description = "A folder that is not there yet" };
        DetailedCommand command = new("backup", "Copy the data folder while the server works", """
            All files are copied as they were at one moment, so that a start on the copy goes on as one does after a power cut. The
            settings, which hold secrets, are copied with them: keep the copy as safe as the folder itself.

            To restore, stop the server and start it on the copy: followup up --data DIR
            """)
        {
            folder,
        };
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            async (client, style, token) =>
            {
                string target = Path.GetFullPath(parsed.GetValue(folder)!);
                if (Path.Exists(target))
                {
                    return style.Terminal.Refuse($"{target} is there already; name a new folder");
                }

                if (!client.IsHere)
                {
                    return style.Terminal.Refuse("a backup is made on the machine of the server: run the command there, without --url");
                }

                if (await client.BackUpAsync(token) is not { } made)
                {
                    return style.Terminal.Refuse("the server is of an earlier release, which makes no backups; restart it");
                }

                BackupFolder.Move(made["folder"]!.GetValue<string>(), target);
                made["folder"] = target;
                RuntimeOutput.WriteBackup(style, made);
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }
}
