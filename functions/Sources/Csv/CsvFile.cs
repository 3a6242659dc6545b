using System.Text;
using CsvHelper;

namespace FollowUpFlows.Sources.Csv;

/// <summary>Reads a UTF-8 file with a header row by row; a bad row is reported and left out, the others are kept.</summary>
internal static class CsvFile
{
    /// <param name="parse">Turns a row into what it stands for. Faults that it adds to the row refuse the row, whatever it returns.</param>
    public static CsvReading<T> Read<T>(Stream stream, CsvColumns columns, Func<FieldReader, T?> parse)
        where T : class
    {
        CsvMalformedReason? malformed = null;
        CsvReaderOptions options = new()
        {
            Separator = ',',
            TrackLineNumbers = true,
            OnMalformedRecord = record => malformed = record.Reason,
        };

        // The library would replace bytes that are not UTF-8; a name with replacement characters must not get in.
        using StreamReader text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using CsvReader reader = CsvReader.Create(text, options, leaveOpen: true);
        try
        {
            string[] header = [.. reader.Headers.Select(h => h.Trim())];
            string? fault = TakeMalformed() is { } reason ? $"the first line: {Say(reason)}" : HeaderFault(header, columns);
            return fault is null ? ReadRows(reader, header, columns, parse, TakeMalformed) : Refused<T>(fault);
        }
        catch (DecoderFallbackException)
        {
            return Refused<T>("the file is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)");
        }

        CsvMalformedReason? TakeMalformed()
        {
            CsvMalformedReason? reason = malformed;
            malformed = null;
            return reason;
        }
    }

    /// <summary>Of rows with one key the last, at the place of the first.</summary>
    public static IReadOnlyList<T> LastOf<T>(IReadOnlyList<T> rows, Func<T, string> keyOf)
    {
        Dictionary<string, int> positions = new(rows.Count, StringComparer.Ordinal);
        List<T> last = new(rows.Count);
        foreach (T row in rows)
        {
            if (positions.TryAdd(keyOf(row), last.Count))
            {
                last.Add(row);
            }
            else
            {
                last[positions[keyOf(row)]] = row;
            }
        }

        return last;
    }

    private static CsvReading<T> ReadRows<T>(
        CsvReader reader, string[] header, CsvColumns columns, Func<FieldReader, T?> parse, Func<CsvMalformedReason?> takeMalformed)
        where T : class
    {
        List<T> rows = [];
        List<BadRow> badRows = [];
        FieldReader row = new(reader, header);
        while (reader.Read())
        {
            row.Begin();
            T? value = null;
            if (takeMalformed() is { } reason)
            {
                row.Refuse(Say(reason));
            }
            else if (reader.FieldCount != header.Length)
            {
                row.Refuse($"the row has {reader.FieldCount} fields, the header {header.Length}; put fields that contain a comma in quotation marks");
            }
            else
            {
                value = parse(row);
            }

            if (row.Faults.Count > 0)
            {
                badRows.Add(new BadRow(row.Line, string.Join("; ", row.Faults)));
            }
            else if (value is not null)
            {
                rows.Add(value);
            }
        }

        return new CsvReading<T>(null, rows, badRows, [.. header.Except(columns.Required).Except(columns.Optional).Where(h => h.Length > 0)]);
    }

    private static string? HeaderFault(string[] header, CsvColumns columns)
    {
        string[] missing = [.. columns.Required.Except(header)];
        if (missing.Length > 0)
        {
            string optional = string.Join(",", columns.Optional);
            return $"the first line must name the columns {string.Join(",", columns.Required)} (and may name {optional}); it lacks {string.Join(", ", missing)}";
        }

        return header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1 && g.Key.Length > 0) is { } twice
            ? $"the first line names the column '{twice.Key}' twice"
            : null;
    }

    private static string Say(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quotation mark opens here and is never closed, so the rest of the file cannot be read; close it",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quotation mark; double the quotation marks inside a field",
        _ => "a quotation mark stands inside an unquoted field; put the field in quotation marks and double those inside it",
    };

    private static CsvReading<T> Refused<T>(string reason) => new(reason, [], [], []);
}
