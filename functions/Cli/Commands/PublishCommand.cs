using System.CommandLine;
using FollowUpFlows.Cli.Serving;
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

        Stop the server first: two processes must not write one data folder.

        Example:
          followup publish my-templates --data followup-data
        """;

    public static Command Create()
    {
        Argument<string> folder = TemplatesArgument.Required("The folder that holds journeys/, messages/ and ranks/");
        Option<string?> data = SharedOptions.Data();
        DetailedCommand command = new("publish", "Make journeys, messages and rank models live", Details) { folder, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            parsed.GetRequiredValue(folder),
            parsed.GetValue(data) ?? SharedOptions.DefaultData,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, string dataFolder, CancellationToken cancellationToken)
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
            terminal, dataFolder, mayBeNew: true, (services, stop) => PublishAsync(terminal, folder, set, services, stop), cancellationToken);
    }

    private static async Task<int> PublishAsync(
        Terminal terminal, string folder, TemplateSet set, IServiceProvider services, CancellationToken cancellationToken)
    {
        Publication publication = await services.GetRequiredService<PublishJourneys>().RunAsync(set, cancellationToken);
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
