using System.CommandLine;
using FollowUpFlows.Cli.Serving;
using FollowUpFlows.Pipeline.Analytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup verify</c>: whether what is kept for reports is what the customers' own rows say.</summary>
internal static class VerifyCommand
{
    private const string Details = """
        Counts everybody's facts once more from their own orders, events and consents, and compares them with what reports are made
        from. Exit code 1 when something differs; --repair keeps these customers' facts anew. Stop the server first. See docs/reports.md.

        Examples:
          followup verify
          followup verify --repair
        """;

    private const int Shown = 20;

    public static Command Create()
    {
        Option<bool> repair = new("--repair") { Description = "Keep the facts of those anew that differ" };
        Option<string?> data = SharedOptions.Data();
        DetailedCommand command = new("verify", "Compare what reports are made from with the ledger", Details) { repair, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            Terminal terminal = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            bool mends = parsed.GetValue(repair);
            return OfflineShop.RunAsync(
                terminal, parsed.GetValue(data) ?? SharedOptions.DefaultData, mayBeNew: false, (services, token) => RunAsync(terminal, services, mends, token), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IServiceProvider services, bool mends, CancellationToken cancellationToken)
    {
        KeptFacts kept = services.GetRequiredService<KeptFacts>();
        IReadOnlyList<string> different = await kept.DifferencesAsync(cancellationToken);
        if (different.Count == 0)
        {
            terminal.Output.WriteLine("what reports are made from is what the ledger says");
            return ExitCode.Done;
        }

        foreach (string customerId in different.Take(Shown))
        {
            terminal.Output.WriteLine(customerId);
        }

        string count = different.Count == 1 ? "the facts of 1 customer differ" : $"the facts of {different.Count} customers differ";
        string more = different.Count > Shown ? $", the first {Shown} are listed" : "";
        if (!mends)
        {
            return terminal.Refuse($"{count} from the ledger{more}; --repair keeps them anew");
        }

        await kept.MendAsync(different, cancellationToken);
        terminal.Note($"{count} from the ledger{more}; they were kept anew");
        return ExitCode.Refused;
    }
}
