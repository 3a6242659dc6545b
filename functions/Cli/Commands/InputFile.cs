using FollowUpFlows.Sources.Csv;

namespace FollowUpFlows.Cli.Commands;

/// <summary>Files that a user names on the command line.</summary>
internal static class InputFile
{
    /// <summary>Reads a file and reports what was left out; null, after saying why, when it cannot be used at all.</summary>
    public static TFile? Read<TFile, TRow>(
        Terminal terminal, string path, Func<Stream, TFile> read, Func<TFile, CsvReading<TRow>> reading, int badRowsShown = Terminal.BadRowsShown)
        where TFile : class
    {
        if (!File.Exists(path))
        {
            terminal.Refuse(Directory.Exists(path) ? $"{path} is a folder; name the file" : $"there is no file '{path}'");
            return null;
        }

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            TFile file = read(stream);
            CsvReading<TRow> rows = reading(file);
            if (rows.Refusal is { } refusal)
            {
                terminal.Refuse($"{path}: {refusal}");
                return null;
            }

            terminal.ReportLeftOut(path, rows, badRowsShown);
            if (rows.Rows.Count == 0 && rows.BadRows.Count > 0)
            {
                terminal.Refuse($"{path}: not one row can be used");
                return null;
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Refuse($"{path} cannot be read: {e.Message}");
            return null;
        }
    }
}
