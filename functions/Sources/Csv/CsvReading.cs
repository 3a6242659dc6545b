namespace FollowUpFlows.Sources.Csv;

/// <summary>A row that was refused; the rows around it were kept.</summary>
/// <param name="Line">Line of the file on which the row begins, from 1; the header is line 1.</param>
/// <param name="Reason">What was found, what was expected, what to do.</param>
public sealed record BadRow(int Line, string Reason);

/// <summary>What a file gave.</summary>
/// <param name="Refusal">Why the file as a whole cannot be read; null when it could. Then the lists hold what was read.</param>
/// <param name="Rows">The good rows in the order of the file.</param>
/// <param name="IgnoredColumns">Columns of the header that mean nothing here: often a misspelled name.</param>
public sealed record CsvReading<T>(string? Refusal, IReadOnlyList<T> Rows, IReadOnlyList<BadRow> BadRows, IReadOnlyList<string> IgnoredColumns);

/// <summary>The columns that a kind of file has.</summary>
public sealed record CsvColumns(IReadOnlyList<string> Required, IReadOnlyList<string> Optional);
