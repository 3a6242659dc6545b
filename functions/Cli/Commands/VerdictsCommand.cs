using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup verdicts</c>: the log of what was learnt.</summary>
internal static class VerdictsCommand
{
    private const string Details = """
        Verdicts as they were given, the latest first, with the figures of then. Nothing in the log ever changes.

        Examples:
          followup verdicts
          followup verdicts --query "F2 件名"
        """;

    public static Command Create()
    {
        Option<string?> query = new("--query") { Description = "Only what has all of these words, parted by blanks", HelpName = "WORDS" };
        Option<string?> data = SharedOptions.Data();
        Option<OutputFormat?> format = SharedOptions.Format("table");
        Option<Language?> language = SharedOptions.OutputLanguage();
        DetailedCommand command = new("verdicts", "Look up what was learnt", Details) { query, data, format, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            string? words = parsed.GetValue(query);
            LifeStyle style = new(parsed.GetValue(format) ?? OutputFormat.Table, parsed.GetValue(language) ?? Language.Ja);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, words, style, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, string? words, LifeStyle style, CancellationToken cancellationToken)
    {
        IReadOnlyList<Learning> all = await services.GetRequiredService<LearningLog>().AllAsync(cancellationToken);
        LearningsOutput.Write(terminal, [.. all.Where(l => words is null || l.Matches(words))], services.GetRequiredService<ShopSettings>(), style);
        return ExitCode.Done;
    }
}
