using System.CommandLine;
using System.Globalization;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup publish</c>: makes a folder of templates live.</summary>
internal static class PublishCommand
{
    private const string Details = """
        Each journey, with its messages, each rank model and the rich menus of LINE get a new version when one of their files has changed. Customers who are
        inside a journey go through to the end of the version with which they began; new ones begin with the newest. Journeys and
        rank models that the folder does not hold stay as they are. Nothing is published when any file is faulty: see 'followup lint'.

        With --rollout a new version of a journey is given to a share of those who enter, then to more of them (see 'followup rollouts'); the others
        begin with the version before.

        With --move-inside those who are inside go on in the new version instead: at the step before which they stand, as soon as no message of theirs is under
        way or put off. Those for whom it has no place stay in theirs.

        Stop the server first: two processes must not write one data folder.

        Examples:
          followup publish my-templates --data followup-data
          followup publish my-templates --rollout 5,25,100 --stage-days 7
          followup publish my-templates --move-inside
        """;

    public static Command Create()
    {
        Argument<string> folder = TemplatesArgument.Required("The folder that holds journeys/, messages/ and ranks/");
        Option<string?> data = SharedOptions.Data();
        Option<string?> rollout = new("--rollout") { Description = "The stages in which new versions reach those who enter, as 5,25,100 percent", HelpName = "PERCENTS" };
        Option<int?> stageDays = new("--stage-days") { Description = $"How long a stage lasts at least (default {RolloutPlan.DefaultStageDays})", HelpName = "N" };
        Option<bool> moveInside = new("--move-inside") { Description = "Let those inside go on in the new versions" };
        DetailedCommand command = new("publish", "Make journeys, messages and rank models live", Details) { folder, rollout, stageDays, moveInside, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            (RolloutPlan? stages, string? fault) = StagesOf(parsed.GetValue(rollout), parsed.GetValue(stageDays));
            PublicationWay way = new(stages, parsed.GetValue(moveInside));
            fault ??= way is { Stages: not null, MovesInside: true } ? "--move-inside cannot be used with --rollout: whom chance has given the version before is to stay in it" : null;
            return fault is not null
                ? Task.FromResult(terminal.Refuse(fault))
                : RunAsync(terminal, parsed.GetRequiredValue(folder), way, parsed.GetValue(data) ?? SharedOptions.DefaultData, cancellationToken);
        });
        return command;
    }

    private static (RolloutPlan? Stages, string? Fault) StagesOf(string? rollout, int? stageDays)
    {
        if (rollout is null)
        {
            return (null, stageDays is null ? null : "--stage-days needs --rollout");
        }

        List<decimal> percents = [];
        foreach (string part in rollout.Split(','))
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent))
            {
                return (null, $"--rollout must be percentages such as 5,25,100, not '{rollout}'");
            }

            percents.Add(percent);
        }

        int days = stageDays ?? RolloutPlan.DefaultStageDays;
        return RolloutPlan.FaultOf(percents, days) is { } fault ? (null, $"--rollout: {fault}") : (new RolloutPlan(percents, days), null);
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, PublicationWay way, string dataFolder, CancellationToken cancellationToken)
    {
        if (TemplatesArgument.Read(terminal, folder) is not { } set)
        {
            return ExitCode.Refused;
        }

        if (!set.Journeys.Any() && !set.RankModels.Any() && !set.Files.ContainsKey(TemplateSet.RichMenus))
        {
            return terminal.Refuse($"{folder} has no journey and no rank model: files that end in .yaml under journeys and ranks");
        }

        return await OfflineShop.RunAsync(
            terminal, dataFolder, mayBeNew: true, (services, stop) => PublishAsync(terminal, folder, set, way, services, stop), cancellationToken);
    }

    private static async Task<int> PublishAsync(
        Terminal terminal, string folder, TemplateSet set, PublicationWay way, IServiceProvider services, CancellationToken cancellationToken)
    {
        Publication publication = await services.GetRequiredService<PublishJourneys>().RunAsync(set, null, way, cancellationToken);
        foreach (TemplateFinding warning in publication.Warnings)
        {
            terminal.Note($"warning: {warning.AsFault()}");
        }

        Print(terminal, "rank model", publication.Models);
        Print(terminal, "journey", publication.Versions);
        Print(terminal, "rich menus", publication.Menus is { } menus ? [menus] : []);
        return publication.Faults.Count == 0
            ? ExitCode.Done
            : terminal.Refuse([.. publication.Faults.Select(f => set.Files.ContainsKey(f.File) ? f with { File = Path.Combine(folder, f.File) } : f)]);
    }

    private static void Print(Terminal terminal, string kind, IEnumerable<PublishedVersion> versions)
    {
        foreach (PublishedVersion version in versions)
        {
            terminal.Output.WriteLine($"{kind} {version.Id}: {(version.IsNew ? "new version" : "unchanged, version")} {version.Version}");
        }
    }
}
