using System.Globalization;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Analytics.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>Reports.</summary>
internal static class ReportEndpoints
{
    private static readonly ApiParameter Name = ApiParameter.Word<ReportName>("name", "Which report.").InPath();
    private static readonly ApiParameter From = ApiParameter.Day("from", "The first day of the shop; of a migration the one that is compared with. Reports of one day refuse it.");
    private static readonly ApiParameter To = ApiParameter.Day("to", "The last day; today without it.");
    private static readonly ApiParameter AsOf = ApiParameter.Day("asOf", "The same as 'to'.");
    private static readonly ApiParameter Model = ApiParameter.Text("model", "The id of a published rank model; the shop's own without it.");
    private static readonly ApiParameter Window = ApiParameter.Text("window", "Within how many days after a message an order answers it, 1 to 90; 14 without it.");
    private static readonly ApiParameter Change = ApiParameter.Text("change", "Of 'what-if' alone: other thresholds, such as 'royal: orderCount >= 6'; several are parted by semicolons.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/reports/{name}", ShowAsync)
        .WithTags("reports")
        .Is(
            "getReport",
            "A report, made from the facts as they are now",
            "Reads the kept facts of every customer; 'funnel', 'purchase-rate' and 'monthly' besides every customer to whom a message was due within the days. See docs/reports.md.")
        .Takes(Name, From, To, AsOf, Model, Window, Change)
        .MayMiss();

    private static async Task<Results<Ok<ReportsBody>, ProblemHttpResult>> ShowAsync(HttpRequest request, MakeReports make, ShopSettings shop, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        ReportName? name = query.Word<ReportName>(Name);
        ReportRequest wanted = new(name ?? default)
        {
            From = query.Day(From),
            To = query.Day(To),
            AsOf = query.Day(AsOf),
            ModelId = query.Text(Model),
            WindowDays = WindowDays(query),
            Changes = Changes(query, name),
        };
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ReportAnswer answer = await make.RunAsync(wanted, cancellationToken);
        return answer.Refusal is { } why
            ? Problems.BadRequest($"{char.ToUpperInvariant(why[0])}{why[1..]}.")
            : TypedResults.Ok(ReportsBody.Of(wanted.Name, answer.Reports, shop));
    }

    private static int WindowDays(ApiQuery query)
    {
        int days = PurchaseAfterApproach.DefaultWindowDays;
        if (query.Text(Window) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) || days is < 1 or > PurchaseAfterApproach.WindowDaysMax))
        {
            query.Refuse($"'window' must be a whole number from 1 to {PurchaseAfterApproach.WindowDaysMax}.");
        }

        return days;
    }

    private static List<RankChange> Changes(ApiQuery query, ReportName? name)
    {
        List<RankChange> changes = [];
        foreach (string text in query.Text(Change)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            (RankChange? change, string? fault) = RankChange.Parse(text);
            if (change is not null)
            {
                changes.Add(change);
            }
            else
            {
                query.Refuse($"'change': {fault}.");
            }
        }

        if (name is { } other and not ReportName.WhatIf && query.Text(Change) is not null)
        {
            query.Refuse($"'{ApiParameter.WordOf(other)}' takes no 'change'; only 'what-if' does.");
        }

        return changes;
    }
}
