using System.CommandLine;
using System.Globalization;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime purge</c>.</summary>
internal static class RuntimePurgeCommand
{
    private const string Beginning = "2000-01-01T00:00:00Z";

    public static Command Create()
    {
        RuntimeArguments shared = new();
        Argument<string?> id = new("ID") { Description = "One instance", Arity = ArgumentArity.ZeroOrOne };
        Option<DateOnly?> before = SharedOptions.Day("--before", "All that were made before this day (UTC) and have finished");
        Option<InstanceState?> state = SharedOptions.Choice<InstanceState>("--state", "Of these only those that ended so");
        Option<bool> yes = RuntimeArguments.Yes();
        DetailedCommand command = new("purge", "Forget instances that have finished", """
            The ledger, messages and certificates stay: they are not kept by the engine. What has not finished is never purged.
            """)
        {
            id, before, state, yes,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null == result.GetValue(before) is null)
            {
                result.AddError("name an instance or a day, with --before");
            }
        });
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            async (client, style, token) =>
            {
                string what = parsed.GetValue(id) is { } one ? "/" + Uri.EscapeDataString(one) : Query(parsed.GetValue(before)!.Value, parsed.GetValue(state));
                if (!style.IsAgreed(parsed.GetValue(yes), style.Words.Say("終了した実行の履歴を削除します。よろしいですか？", "forget finished instances and their histories?")))
                {
                    return ExitCode.Refused;
                }

                int count = await client.PurgeAsync(what, token);
                style.Terminal.Note(style.Words.Say($"{count} 件を削除しました", $"{count} instances were purged"));
                return count > 0 || parsed.GetValue(id) is null ? ExitCode.Done : ExitCode.Refused;
            },
            cancellationToken));
        return command;
    }

    private static string Query(DateOnly before, InstanceState? state) => string.Create(
        CultureInfo.InvariantCulture,
        $"?createdTimeFrom={Beginning}&createdTimeTo={before.AddDays(-1):yyyy-MM-dd}T23:59:59.9999999Z{(state is null ? "" : $"&runtimeStatus={state}")}");
}
