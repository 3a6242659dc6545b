using FollowUpFlows.Pipeline.Templates;
using FollowUpFlows.Sources.Csv;
using Spectre.Console;

namespace FollowUpFlows.Cli;

/// <summary>Where a command writes: results to standard output, everything about them to standard error.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    /// <summary>As many bad rows as are listed unless a command says otherwise.</summary>
    public const int BadRowsShown = 100;

    // A pipe or a file has no width; a wide one keeps each row on one line.
    private const int WidthWhenRedirected = 160;

    public TextWriter Output { get; } = output;

    /// <summary>Tables and text with colours, where the output is a terminal.</summary>
    public IAnsiConsole Console()
    {
        bool isScreen = ReferenceEquals(Output, System.Console.Out) && !System.Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isScreen)
        {
            console.Profile.Width = WidthWhenRedirected;
        }

        return console;
    }

    /// <summary>Where something may move while a command works; null when nobody watches.</summary>
    public IAnsiConsole? Screen() => ReferenceEquals(error, System.Console.Error) && !System.Console.IsErrorRedirected
        ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) })
        : null;

    public int Refuse(string message)
    {
        error.WriteLine($"followup: {message}");
        return ExitCode.Refused;
    }

    public int Refuse(IReadOnlyList<TemplateFault> faults)
    {
        foreach (TemplateFault fault in faults)
        {
            error.WriteLine(fault);
        }

        return Refuse($"{faults[0].File} was refused");
    }

    public void Note(string message) => error.WriteLine($"followup: {message}");

    /// <summary>Says which rows and columns of a file were not used.</summary>
    public void ReportLeftOut<T>(string file, CsvReading<T> reading, int badRowsShown = BadRowsShown)
    {
        foreach (string column in reading.IgnoredColumns)
        {
            error.WriteLine($"{file}:1: the column '{column}' means nothing here and is ignored");
        }

        ReportBadRows(file, reading.BadRows, reading.Rows.Count, badRowsShown);
    }

    /// <summary>Says which rows of a file were not used.</summary>
    public void ReportBadRows(string file, IReadOnlyList<BadRow> badRows, int used, int shown)
    {
        foreach (BadRow row in badRows.Take(shown))
        {
            error.WriteLine($"{file}:{row.Line}: {row.Reason}");
        }

        if (badRows.Count > 0)
        {
            string more = badRows.Count > shown ? $", the first {shown} are listed" : "";
            string rows = badRows.Count == 1 ? "1 bad row was" : $"{badRows.Count} bad rows were";
            Note($"{file}: {rows} left out{more}; {used} used");
        }
    }
}
