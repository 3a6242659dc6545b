using System.CommandLine;
using System.Globalization;
using FollowUpFlows.Cli.Output;

namespace FollowUpFlows.Cli.Commands;

/// <summary>States of an instance, as <c>--state</c> takes them.</summary>
internal enum InstanceState
{
    Running,
    Pending,
    Suspended,
    Completed,
    Failed,
    Terminated,
}

/// <summary><c>followup runtime instances</c>.</summary>
internal static class RuntimeInstancesCommand
{
    private const int DefaultLimit = 100;

    public static Command Create()
    {
        RuntimeArguments shared = new();
        Option<InstanceState?> state = SharedOptions.Choice<InstanceState>("--state", "Only those in this state");
        Option<string?> prefix = new("--prefix") { Description = "Only those whose id begins so", HelpName = "TEXT" };
        Option<DateOnly?> since = SharedOptions.Day("--since", "Only those made on this day (UTC) or later");
        Option<int> limit = new("--limit") { Description = $"At most so many (default {DefaultLimit})", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit takes a number from 1 on");
            }
        });
        Command command = new("instances", "List instances") { state, prefix, since, limit };
        shared.AddTo(command);
        command.SetAction((parsed, cancellationToken) => shared.RunAsync(
            parsed,
            async (client, style, token) =>
            {
                string query = Query(parsed.GetValue(state), parsed.GetValue(prefix), parsed.GetValue(since));
                RuntimeOutput.WriteInstances(style, await client.ListAsync(query, parsed.GetValue(limit), token));
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    private static string Query(InstanceState? state, string? prefix, DateOnly? since) => string.Join('&', new[]
    {
        state is null ? null : $"runtimeStatus={state}",
        prefix is null ? null : $"instanceIdPrefix={Uri.EscapeDataString(prefix)}",
        since is { } day ? string.Create(CultureInfo.InvariantCulture, $"createdTimeFrom={day:yyyy-MM-dd}T00:00:00Z") : null,
    }.OfType<string>());
}
