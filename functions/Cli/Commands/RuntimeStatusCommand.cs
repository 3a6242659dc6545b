using System.CommandLine;
using System.Text.Json.Nodes;
using FollowUpFlows.Cli.Output;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup runtime status</c>.</summary>
internal static class RuntimeStatusCommand
{
    private const int CountedMax = 100_000;

    public static Command Create()
    {
        RuntimeArguments shared = new();
        Command command = new("status", "Show how the engine, its queues and its files stand");
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            async (client, style, token) =>
            {
                JsonObject? status = await client.StatusAsync(token);
                if (status is not null && !client.IsServed)
                {
                    status["engine"] = "not-running";
                }

                RuntimeOutput.WriteStatus(style, status ?? Counted(await client.ListAsync("", CountedMax, token)));
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    /// <summary>A host on Azure only lists.</summary>
    private static JsonObject Counted(List<JsonObject> instances)
    {
        JsonObject states = [];
        foreach (IGrouping<string, JsonObject> state in instances.GroupBy(i => i["runtimeStatus"]!.GetValue<string>()).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            states[state.Key] = state.Count();
        }

        return new JsonObject { ["engine"] = "azure", ["instances"] = states };
    }
}
