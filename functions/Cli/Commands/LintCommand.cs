using System.CommandLine;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Domain.Journeys.Lint;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Messages;

namespace FollowUpFlows.Cli.Commands;

/// <summary><c>followup lint</c>: what a folder of templates would do wrong.</summary>
internal static class LintCommand
{
    private const string Details = """
        Reads journeys/, messages/ and ranks/ of the folder, as 'followup publish' would, and judges them: fields and files that are
        missing, steps that nobody reaches, other goods recommended to first-time buyers, messages without a fallback, ranks without a
        journey. What is marked 'fault' cannot be published; a 'warning' can. See docs/journeys.md.

        Examples:
          followup lint
          followup lint my-templates --format json
        """;

    public static Command Create()
    {
        Argument<string?> folder = TemplatesArgument.Optional("The folder to judge (default: the templates that come with the product)");
        Option<OutputFormat?> format = SharedOptions.Format("table");
        DetailedCommand command = new("lint", "Judge journeys, messages and rank models before they run", Details) { folder, format };
        command.SetAction(parsed => Run(
            new Terminal(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error),
            parsed.GetValue(folder),
            parsed.GetValue(format) ?? OutputFormat.Table));
        return command;
    }

    private static int Run(Terminal terminal, string? folder, OutputFormat format)
    {
        if (TemplatesArgument.Read(terminal, folder) is not { } set)
        {
            return ExitCode.Refused;
        }

        CheckedTemplates templates = CheckedTemplates.Of(set, PublishedTemplates.None, AnyShop());
        FindingsOutput.Write(terminal, templates, format);
        return templates.Findings.Any(f => f.Severity == LintSeverity.Fault) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>A shop that has set nothing: its times and rank model are the defaults.</summary>
    private static ShopSettings AnyShop() => new()
    {
        Calendar = ShopCalendar.Find(ShopCalendar.DefaultZoneId)!,
        Sender = new SenderFacts("", new Uri("https://shop.example/"), "", "", ""),
    };
}
