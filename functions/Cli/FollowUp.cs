using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FollowUpFlows.Cli.Commands;

namespace FollowUpFlows.Cli;

/// <summary>The <c>followup</c> command line.</summary>
public static class FollowUp
{
    /// <summary>How long a command may take to stop after Ctrl+C: the server lets running work finish.</summary>
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(60);

    /// <summary>Runs one command.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = new("FollowUpFlows turns every purchase into the right next message for that customer's rank.")
        {
            BackFillCommand.Create(),
            BackTestCommand.Create(),
            BroadcastsCommand.Create(),
            CertifyCommand.Create(),
            CustomerCommand.Create(),
            DemoCommand.Create(),
            EnrollmentsCommand.Create(),
            HeldCommand.Create(),
            ImportCommand.Create(),
            LineCommand.Create(),
            LintCommand.Create(),
            PausesCommand.Create(),
            ProofsCommand.Create(),
            PublishCommand.Create(),
            RankCommand.Create(),
            ReportCommand.Create(),
            RolloutsCommand.Create(),
            RuntimeCommand.Create(),
            SimulateCommand.Create(),
            SourcesCommand.Create(),
            SuppressionsCommand.Create(),
            UpCommand.Create(),
            VerdictCommand.Create(),
            VerdictsCommand.Create(),
            VerifyCommand.Create(),
        };
        root.HelpName = "followup";
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithDetails((HelpAction)help.Action!);

        ParseResult parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction parseError)
        {
            // The page of all options would push the error off the screen.
            parseError.ShowHelp = parsed.CommandResult.Command == root && args.Length == 0;
        }

        int code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = StopTimeMax });
        return parsed.Action is ParseErrorAction ? ExitCode.WrongUsage : code;
    }
}
