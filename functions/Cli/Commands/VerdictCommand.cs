using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup verdict</c>: what the experiments of a journey say now.</summary>
internal static class VerdictCommand
{
    private const string Details = """
        Every split and holdout of the journey, and its newest version beside the one before, judged from the facts as they are now.
        It may be asked every day: that raises no false alarms. Without a name, all that the shop compares. Stop the server first, or ask
        GET /api/experiments/ID. See docs/verification.md.

        Examples:
          followup verdict new-follow
          followup verdict how-to-subject --format json
        """;

    public static Command Create()
    {
        Argument<string?> name = new("name") { Description = "A journey or an experiment", HelpName = "JOURNEY|EXPERIMENT", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> data = SharedOptions.Data();
        Option<DateTimeOffset?> clock = SharedOptions.Clock("The shop's time, for a folder whose clock ran elsewhere (default now)");
        Option<SummaryFormat?> format = SharedOptions.Choice<SummaryFormat>("--format", "How the result is written (default table)");
        Option<Language?> language = SharedOptions.OutputLanguage();
        DetailedCommand command = new("verdict", "See what the experiments of a journey say", Details) { name, data, clock, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            VerdictRequest request = new(parsed.GetValue(name), parsed.GetValue(clock));
            VerdictStyle style = new(parsed.GetValue(format) ?? SummaryFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, request, style, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, VerdictRequest request, VerdictStyle style, CancellationToken cancellationToken)
    {
        string? wanted = request.Name;
        DateTimeOffset now = request.Clock?.ToUniversalTime() ?? services.GetRequiredService<Clocks>().Shop.GetUtcNow();
        IReadOnlyList<Experiment> all = await services.GetRequiredService<ListExperiments>().AllAsync(cancellationToken);
        Experiment[] named = [.. all.Where(e => wanted is null || e.Id == wanted || e.JourneyIds.Contains(wanted))];
        if (named.Length == 0 && wanted is not null)
        {
            string known = all.Count == 0 ? "there is nothing to compare yet; docs/verification.md says how to begin" : $"there are {string.Join(", ", all.Select(e => e.Id))}";
            return terminal.Refuse($"no journey or experiment '{wanted}' compares anything; {known}");
        }

        IReadOnlyList<Judged> judged = await services.GetRequiredService<JudgeExperiments>().RunAsync(named, now, cancellationToken);
        VerdictOutput.Write(terminal, judged, services.GetRequiredService<ShopSettings>(), style);
        return ExitCode.Done;
    }

    /// <param name="Name">Null for all.</param>
    private sealed record VerdictRequest(string? Name, DateTimeOffset? Clock);
}
