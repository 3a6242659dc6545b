using CsvHelper;

namespace FollowUpFlows.Tests.EndToEnd.Support;

/// <summary>A CSV as columns by name.</summary>
internal sealed class CsvTable
{
    private readonly string[] header;
    private readonly List<string[]> rows = [];

    private CsvTable(CsvReader reader)
    {
        header = [.. reader.Headers];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }
    }

    public static CsvTable FromText(string text)
    {
        using CsvReader reader = CsvReader.FromText(text, new CsvReaderOptions { Separator = ',' });
        return new CsvTable(reader);
    }

    /// <summary>Each row with those columns only, in that order, as one readable text.</summary>
    public string[] Rows(params string[] columns)
    {
        int[] indexes = [.. columns.Select(c => Array.IndexOf(header, c))];
        return [.. rows.Select(r => string.Join(" | ", indexes.Select(i => r[i])))];
    }

    public string Header => string.Join(',', header);
}
