using System.CommandLine;
using System.Net;
using FollowUpFlows.Cli.Operations;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime terminate</c>, <c>suspend</c> and <c>resume</c>.</summary>
internal static class RuntimeSteerCommand
{
    public static Command Create(string operation, string description, bool isDestructive)
    {
        RuntimeArguments shared = new();
        Argument<string> id = RuntimeArguments.Id();
        Option<string?> reason = new("--reason") { Description = "Kept with the instance", HelpName = "TEXT" };
        Option<bool> yes = RuntimeArguments.Yes();
        Command command = new(operation, description) { id, reason };
        if (isDestructive)
        {
            command.Add(yes);
        }

        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            (client, style, token) => !isDestructive || style.IsAgreed(parsed.GetValue(yes), Question(style, parsed.GetValue(id)!))
                ? RunAsync(client, style, parsed.GetValue(id)!, operation, parsed.GetValue(reason), token)
                : Task.FromResult(ExitCode.Refused),
            cancellationToken));
        return command;
    }

    private static string Question(RuntimeStyle style, string id) =>
        style.Words.Say($"{id} を終了させると、以後のステップは実行されません。よろしいですか？", $"terminate {id}? None of its further steps will run.");

    private static async Task<int> RunAsync(
        RuntimeClient client, RuntimeStyle style, string id, string operation, string? reason, CancellationToken cancellationToken)
    {
        switch (await client.SteerAsync(id, operation, reason, cancellationToken))
        {
            case HttpStatusCode.NotFound:
                return style.Terminal.Refuse($"there is no instance {id}");
            case HttpStatusCode.Gone:
                return style.Terminal.Refuse($"instance {id} has finished");
            default:
                style.Terminal.Note(client.IsServed
                    ? style.Words.Say($"{operation} を受け付けました: {id}", $"{operation} was accepted for {id}")
                    : style.Words.Say($"{operation} を記録しました。次の起動時に実行されます: {id}", $"{operation} is stored for {id}; the next server does it when it starts"));
                return ExitCode.Done;
        }
    }
}
