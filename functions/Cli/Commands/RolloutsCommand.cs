using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup rollouts</c>: versions that reach customers in stages.</summary>
internal static class RolloutsCommand
{
    private const string Details = """
        'followup publish DIR --rollout 5,25,100' gives new versions to a share of those who enter. It moves on by itself, and stops when the new
        version is called spam, refused or not delivered more often than the one before. A person may move it on, stop it, let it go on or finish
        it; who and why are kept. Who is inside a journey stays in their version.

        Examples:
          followup rollouts list
          followup rollouts show new-follow
          followup rollouts stop new-follow --by sato --why "wrong link"
        """;

    public static Command Create()
    {
        DetailedCommand command = new("rollouts", "List versions that reach customers in stages, move one on, stop or finish it", Details)
        {
            List(),
            Show(),
            Act("advance", "Begin the next stage now", RolloutAct.Advance),
            Act("stop", "Give the version before to everybody who enters", RolloutAct.Stop),
            Act("resume", "Go on with the stage at which it was stopped", RolloutAct.Resume),
            Act("finish", "Give the new version to everybody who enters", RolloutAct.Finish),
        };
        return command;
    }

    private static Command List()
    {
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("list", "List those that are under way or stopped") { data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            RolloutOutput output = new(terminal, new LifeStyle(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja));
            return InAsync(parsed.GetValue(data), terminal, async (services, token) =>
            {
                output.Write(await services.GetRequiredService<SteerRollout>().OpenAsync(token), services.GetRequiredService<ShopSettings>());
                return ExitCode.Done;
            }, cancellationToken);
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> journey = Journey();
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        Command command = new("show", "Show one with what its messages came to, and what was done with it") { journey, data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string id = parsed.GetRequiredValue(journey);
            RolloutOutput output = new(terminal, new LifeStyle(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja));
            return InAsync(parsed.GetValue(data), terminal, async (services, token) =>
            {
                if (await services.GetRequiredService<SteerRollout>().FindAsync(id, token) is not { } standing)
                {
                    return terminal.Refuse(Missing(id));
                }

                output.Write(standing, services.GetRequiredService<ShopSettings>());
                return ExitCode.Done;
            }, cancellationToken);
        });
        return command;
    }

    private static Command Act(string name, string description, RolloutAct act)
    {
        Argument<string> journey = Journey();
        Option<string> by = new("--by") { Description = "Who does it", HelpName = "NAME", Required = true };
        Option<string> why = new("--why") { Description = "For what reason; kept, so no addresses", HelpName = "TEXT", Required = true };
        Option<string?> data = SharedOptions.Data();
        Command command = new(name, description) { journey, by, why, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string id = parsed.GetRequiredValue(journey);
            OperatorAct who = new(parsed.GetRequiredValue(by).Trim(), parsed.GetRequiredValue(why).Trim());
            return who is { By: "" } or { Why: "" }
                ? Task.FromResult(terminal.Refuse("--by and --why must not be empty"))
                : InAsync(parsed.GetValue(data), terminal, async (services, token) => await services.GetRequiredService<SteerRollout>().RunAsync(id, act, who, token) switch
                {
                    null => terminal.Refuse(Missing(id)),
                    { IsDone: false, Rollout: var rollout } => terminal.Refuse($"'{name}' cannot be done with a roll-out that is {RolloutOutput.WordOf(rollout.State)}"),
                    { Rollout: var rollout } => Done(terminal, id, rollout),
                }, cancellationToken);
        });
        return command;
    }

    private static int Done(Terminal terminal, string id, Rollout rollout)
    {
        terminal.Output.WriteLine($"{id}: {RolloutOutput.WordOf(rollout.State)}, {RolloutOutput.Number(rollout.Percent)} % of those who enter get version {rollout.Version}");
        return ExitCode.Done;
    }

    private static Argument<string> Journey() => new("journey") { Description = "The journey's id", HelpName = "JOURNEY" };

    private static string Missing(string id) => $"the newest version of '{id}' is not rolled out in stages, or there is no such journey";

    private static Task<int> InAsync(string? data, Terminal terminal, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        OfflineShop.RunAsync(terminal, data ?? SharedOptions.DefaultData, mayBeNew: false, work, cancellationToken);
}
