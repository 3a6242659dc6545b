using System.CommandLine;
using System.Text.Json.Nodes;
using FollowUpFlows.Cli.Output;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime show</c> and <c>followup runtime history</c>.</summary>
internal static class RuntimeShowCommand
{
    public static Command Create() => Create("show", "Show an instance", "showHistory=false", RuntimeOutput.WriteInstance);

    public static Command CreateHistory() =>
        Create("history", "Show what happened to an instance", "showHistory=true&showHistoryOutput=true", RuntimeOutput.WriteHistory);

    private static Command Create(string name, string description, string query, Action<RuntimeStyle, JsonObject> write)
    {
        RuntimeArguments shared = new();
        Argument<string> id = RuntimeArguments.Id();
        Command command = new(name, description) { id };
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            async (client, style, token) =>
            {
                if (await client.ShowAsync(parsed.GetValue(id)!, query, token) is not { } instance)
                {
                    return style.Terminal.Refuse($"there is no instance {parsed.GetValue(id)}");
                }

                write(style, instance);
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }
}
