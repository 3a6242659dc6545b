using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Analytics.Reports;

/// <summary>A part of a report: figures with what they mean. How they are written is not said here.</summary>
/// <param name="Id">Lower-case words with hyphens; kept for ever, as those of the columns are.</param>
/// <param name="Rows">Each as long as <paramref name="Columns"/>.</param>
public sealed record ReportTable(string Id, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>How it is drawn; null where a table says it best.</summary>
    public ReportChart? Chart { get; init; }
}

/// <summary>A column of a report.</summary>
/// <param name="Title">Where it is named by the shop's own data, such as a rank; null where the product has the word.</param>
public sealed record ReportColumn(string Id, ReportUnit Unit, LocalText? Title = null);

/// <summary>What the cells of a column are.</summary>
public enum ReportUnit
{
    /// <summary>Text as it is.</summary>
    Text,

    /// <summary>A word of the product, for which every language has its own.</summary>
    Word,

    /// <summary>How many.</summary>
    Count,

    /// <summary>Money in major units of the shop's currency.</summary>
    Amount,

    /// <summary>A part of a whole, 0 to 1.</summary>
    Share,

    /// <summary>Calendar days.</summary>
    Days,
}

/// <summary>One figure or name. Both are null where nothing is known: that is not the same as none.</summary>
/// <param name="Id">Of what the text names, where it has one.</param>
public sealed record ReportCell(LocalText? Text, decimal? Number, string? Id = null)
{
    private const int ShareDecimals = 4;

    /// <summary>Nothing is known.</summary>
    public static ReportCell Unknown { get; } = new(null, null);

    /// <summary>A text that is the same in every language: a day, an id, a word of the product.</summary>
    public static ReportCell Of(string text) => new(new LocalText(text, text), null);

    /// <summary>A name of the shop's own.</summary>
    public static ReportCell Of(LocalText text, string id) => new(text, null, id);

    /// <summary>A day as <c>2026-11-21</c>.</summary>
    public static ReportCell Of(DateOnly day) => Of(Months.TextOf(day));

    /// <summary>A month as <c>2026-11</c>.</summary>
    /// <param name="day">Any day of it.</param>
    public static ReportCell OfMonth(DateOnly day) => Of(Months.TextOf(day)[..7]);

    /// <summary>How many; of days, too.</summary>
    public static ReportCell Count(long count) => new(null, count);

    /// <summary>An amount.</summary>
    public static ReportCell Amount(long minor, Currency currency) => new(null, new Money(minor, currency).Major);

    /// <summary>An average amount, rounded half up to the currency's decimals; unknown of nobody.</summary>
    public static ReportCell Mean(long minor, long count, Currency currency) => count == 0 ? Unknown
        : new(null, decimal.Round((decimal)minor / count / currency.MinorPerMajor, currency.MinorDigits, MidpointRounding.AwayFromZero));

    /// <summary>A share, rounded half up to four decimals; unknown of nothing.</summary>
    public static ReportCell Share(long part, long whole) => whole <= 0 ? Unknown : Share((decimal)part / whole);

    /// <summary>The same of a share that is known.</summary>
    public static ReportCell Share(decimal share) => new(null, decimal.Round(share, ShareDecimals, MidpointRounding.AwayFromZero));
}

/// <summary>How a table is drawn.</summary>
/// <param name="Label">The column that names the bars or points.</param>
/// <param name="Values">The columns that are drawn, all of one unit.</param>
public sealed record ReportChart(ChartKind Kind, string Label, IReadOnlyList<string> Values)
{
    /// <summary>A value that is marked by a line across; null for none.</summary>
    public decimal? Mark { get; init; }
}

/// <summary>Kinds of charts.</summary>
public enum ChartKind
{
    /// <summary>A bar for every row and value.</summary>
    Bars,

    /// <summary>A line for every value, over the rows.</summary>
    Lines,

    /// <summary>A line for every row, over the values.</summary>
    Curves,
}
