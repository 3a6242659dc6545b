using System.Collections.Frozen;
using System.Globalization;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>What reports, their tables and columns are called, and what their words mean.</summary>
public static partial class ReportWords
{
    /// <summary>The report's name.</summary>
    public static LocalText Of(ReportName name) => Reports[name].Title;

    /// <summary>What it says, and out of what it is made (出典).</summary>
    public static LocalText SourceOf(ReportName name) => Reports[name].Source;

    /// <summary>The table's name.</summary>
    public static LocalText Of(ReportTable table) => Tables[table.Id];

    /// <summary>The column's name.</summary>
    public static LocalText Of(ReportColumn column) => column.Title ?? (Columns.TryGetValue(column.Id, out LocalText? known) ? known : Numbered(column.Id));

    /// <summary>The cell as text; empty where nothing is known.</summary>
    /// <param name="language">Of names and words; numbers are the same in all.</param>
    public static string Of(ReportCell cell, ReportColumn column, Currency currency, Language language)
    {
        if (cell.Number is { } number)
        {
            return Of(number, column.Unit, currency);
        }

        if (cell.Text is not { } text)
        {
            return "";
        }

        LocalText said = column.Unit == ReportUnit.Word && Words.TryGetValue(text.En, out LocalText? word) ? word : text;
        return said.In(language);
    }

    /// <summary>A number as people read it: 12,345, 12.3%.</summary>
    internal static string Of(decimal number, ReportUnit unit, Currency currency) => unit switch
    {
        ReportUnit.Share => (number * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%",
        ReportUnit.Amount => number.ToString("N" + currency.MinorDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => number.ToString("#,##0.####", CultureInfo.InvariantCulture),
    };

    /// <summary>The unit of a column as a heading shows it; empty where there is none.</summary>
    internal static LocalText Of(ReportUnit unit, Currency currency) => unit switch
    {
        ReportUnit.Amount => currency == Currency.Yen ? new LocalText("円", "JPY") : new LocalText(currency.Code, currency.Code),
        ReportUnit.Share => new LocalText("%", "%"),
        ReportUnit.Days => new LocalText("日", "days"),
        _ => new LocalText("", ""),
    };

    internal static string In(this LocalText text, Language language) => language == Language.Ja ? text.Ja : text.En;

    /// <summary>Columns that are counted: <c>month-3</c>, <c>within-30</c>.</summary>
    private static LocalText Numbered(string id) => id.Split('-') is [var word, var number] && NumberedColumns.TryGetValue(word, out LocalText? form)
        ? new LocalText(form.Ja.Replace("#", number, StringComparison.Ordinal), form.En.Replace("#", number, StringComparison.Ordinal))
        : throw new ArgumentException($"The column '{id}' has no name.", nameof(id));

    private static readonly FrozenDictionary<string, LocalText> NumberedColumns = new Dictionary<string, LocalText>
    {
        ["month"] = new("#か月後", "month #"),
        ["within"] = new("#日以内", "within # days"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, LocalText> Named(params (string Id, string Ja, string En)[] names) =>
        names.ToFrozenDictionary(n => n.Id, n => new LocalText(n.Ja, n.En), StringComparer.Ordinal);
}
