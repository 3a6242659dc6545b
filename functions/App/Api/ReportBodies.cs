using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;

namespace FollowUpFlows.App.Api;

/// <summary>Reports as they were made.</summary>
/// <param name="Name">Which one was asked for.</param>
/// <param name="Title">Of the whole.</param>
/// <param name="MadeAt">On the shop clock.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Reports">One; of a monthly review all of its parts.</param>
internal sealed record ReportsBody(ReportName Name, LocalText Title, DateTimeOffset MadeAt, string Currency, IReadOnlyList<ReportBody> Reports)
{
    public static ReportsBody Of(ReportName name, IReadOnlyList<Report> reports, ShopSettings shop) =>
        new(name, ReportWords.Of(name), reports[0].MadeAt, shop.Currency.Code, [.. reports.Select(ReportBody.Of)]);
}

/// <summary>A report.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Source">Out of what it was made.</param>
/// <param name="From">The first day that it is about.</param>
/// <param name="To">The last day; orders after it do not exist.</param>
/// <param name="RankModel">The rank model's id; null where none is needed.</param>
/// <param name="Notes">What a reader must know besides.</param>
/// <param name="Tables">Its parts.</param>
internal sealed record ReportBody(
    ReportName Name, LocalText Title, LocalText Source, DateOnly From, DateOnly To, string? RankModel, IReadOnlyList<LocalText> Notes, IReadOnlyList<ReportTableBody> Tables)
{
    public static ReportBody Of(Report report) => new(
        report.Name, ReportWords.Of(report.Name), ReportWords.SourceOf(report.Name), report.Span.From, report.Span.To, report.ModelId, report.Notes, [.. report.Tables.Select(ReportTableBody.Of)]);
}

/// <summary>A part of a report.</summary>
/// <param name="Id">Kept for ever.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Columns">What the cells of each row are, in their order.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
internal sealed record ReportTableBody(string Id, LocalText Title, IReadOnlyList<ReportColumnBody> Columns, IReadOnlyList<IReadOnlyList<ReportCellBody>> Rows)
{
    public static ReportTableBody Of(ReportTable table) => new(
        table.Id,
        ReportWords.Of(table),
        [.. table.Columns.Select(c => new ReportColumnBody(c.Id, ReportWords.Of(c), c.Unit))],
        [.. table.Rows.Select(IReadOnlyList<ReportCellBody> (r) => [.. r.Select(c => new ReportCellBody(c.Text, c.Id, (double?)c.Number))])]);
}

/// <summary>A column of a report.</summary>
/// <param name="Id">Kept for ever; of a rank's column the rank's id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">What its cells are.</param>
internal sealed record ReportColumnBody(string Id, LocalText Title, ReportUnit Unit);

/// <summary>A cell of a report; both text and number are null where nothing is known.</summary>
/// <param name="Text">A name, a day or a word of the product.</param>
/// <param name="Id">Of what the text names; null where it has none.</param>
/// <param name="Number">A count, an amount in major units, or a share from 0 to 1.</param>
internal sealed record ReportCellBody(LocalText? Text, string? Id, double? Number);
