using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FollowUpFlows.Cli;

/// <summary>A command whose help page says more than the one line of the overview.</summary>
/// <param name="details">Paragraphs below the options.</param>
internal sealed class DetailedCommand(string name, string description, string details) : Command(name, description)
{
    public string Details { get; } = details;
}

/// <summary>The library's help page with a command's details and the exit codes below it.</summary>
internal sealed class HelpWithDetails(HelpAction inner) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = inner.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is DetailedCommand command)
        {
            output.WriteLine(command.Details);
            output.WriteLine();
        }

        output.WriteLine("Exit codes: 0 done, 1 the input was refused, 2 the command line was not understood.");
        return code;
    }
}
