using CsvHelper;
using FollowUpFlows.App.Composition;
using FollowUpFlows.Cli.Output;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Csv;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Commands;

/// <summary>Reads a file, enters its rows, and says what became of them.</summary>
internal static class FileImporter
{
    /// <summary>Bad rows on the screen; a file of all is written on demand.</summary>
    public const int BadRowsShown = 20;

    public static async Task<int> RunAsync(
        Terminal terminal, IServiceProvider services, IFileImport import, ImportRequest request, CancellationToken cancellationToken)
    {
        if (SourceOf(services, request.Source) is not { } source)
        {
            return terminal.Refuse($"no source '{request.Source}' is configured; write one of those under Sources in the settings, or leave --source out");
        }

        if (import.Read(terminal, services, request) is not { } rows)
        {
            return ExitCode.Refused;
        }

        // An order of the last two weeks enrolls: on a new folder the shipped journeys must be there before it.
        await ActivatorUtilities.CreateInstance<StartUp>(services).StartAsync(cancellationToken);
        ImportReport report = await ProgressBar.RunAsync(
            terminal.Screen(), request.File, rows.Count, progress => rows.EnterAsync(source, progress, cancellationToken));

        IReadOnlyList<BadRow> refused = [.. report.Refused.Select(r => new BadRow(r.Line, r.Reason))];
        terminal.ReportBadRows(request.File, refused, rows.Count - refused.Count, BadRowsShown);
        IReadOnlyList<BadRow> badRows = [.. rows.BadRows.Concat(refused).OrderBy(r => r.Line)];
        if (request.BadRowsFile is { } file)
        {
            await WriteAsync(file, badRows, cancellationToken);
        }

        if (rows.Count > 0 && refused.Count == rows.Count)
        {
            return terminal.Refuse($"{request.File}: not one row can be used");
        }

        ImportOutput.Write(terminal, request, source, report, badRows);
        return ExitCode.Done;
    }

    private static FileSource? SourceOf(IServiceProvider services, string? name) =>
        name is null ? FileSource.Csv
        : services.GetRequiredService<ShopSources>().Find(name) is { } configured ? FileSource.Of(configured)
        : null;

    private static async Task WriteAsync(string file, IReadOnlyList<BadRow> badRows, CancellationToken cancellationToken)
    {
        using StringWriter text = new();
        using (CsvWriter writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            writer.WriteRecord("line", "reason");
            foreach (BadRow row in badRows)
            {
                writer.WriteRecord(row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Reason);
            }
        }

        await File.WriteAllTextAsync(file, text.ToString(), cancellationToken);
    }
}
