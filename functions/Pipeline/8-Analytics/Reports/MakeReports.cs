using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Journeys;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>Makes reports from the facts as they are now.</summary>
public sealed class MakeReports(KeptFacts kept, SendReading sends, CertificateHistory certificates, RankLibrary models, JourneyLibrary journeys, ShopSettings shop, Clocks clocks)
{
    /// <summary>The model whose yardsticks of purchase rates the trade knows.</summary>
    private const string ClassModelId = "five-class";

    /// <summary>The report, of a monthly review all of its parts; or why it cannot be made.</summary>
    public Task<ReportAnswer> RunAsync(ReportRequest request, CancellationToken cancellationToken) => RunAsync(request, clocks.Shop.GetUtcNow(), cancellationToken);

    /// <summary>The same at another moment, for a shop whose clock stands still or runs elsewhere.</summary>
    /// <param name="now">UTC.</param>
    public async Task<ReportAnswer> RunAsync(ReportRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ReportDays days = ReportDays.Of(request, shop.Calendar.DateOf(now));
        if (days.Refusal is { } refusal)
        {
            return ReportAnswer.Refused(refusal);
        }

        ReportName[] names = request.Name == ReportName.Monthly ? [.. Enum.GetValues<ReportName>().Where(n => n is not (ReportName.Monthly or ReportName.WhatIf))] : [request.Name];
        (Making? making, string? fault) = await PrepareAsync(request, days, names, now, cancellationToken);
        return making is null ? ReportAnswer.Refused(fault!) : new ReportAnswer(await MakeAsync(names, making, cancellationToken), null);
    }

    /// <returns>What reports are made with, or why they cannot be made.</returns>
    private async Task<(Making? Making, string? Fault)> PrepareAsync(ReportRequest request, ReportDays days, ReportName[] names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, RankModel> all = await models.AllAsync(cancellationToken);
        string modelId = request.ModelId ?? shop.RankModelId;
        RankModel? model = all.GetValueOrDefault(modelId);
        if (model is null && names.Any(ReportDays.HasModel))
        {
            return (null, all.Count == 0 ? "there is no published rank model" : $"there is no rank model '{modelId}'; the published ones are {string.Join(", ", all.Keys.Order(StringComparer.Ordinal))}");
        }

        RankModel? changed = null;
        if (request.Name == ReportName.WhatIf)
        {
            (changed, string? fault) = request.Changes.Count == 0 ? (null, $"say what to change; write {RankChange.Shape}") : RankChange.Apply(model!, request.Changes);
            if (changed is null)
            {
                return (null, fault);
            }
        }

        return (new Making(days, now, model, changed, all.GetValueOrDefault(ClassModelId) ?? model, TimeSpan.FromDays(request.WindowDays)), null);
    }

    private async Task<IReadOnlyList<Report>> MakeAsync(ReportName[] names, Making making, CancellationToken cancellationToken)
    {
        FactReading? reading = names.Any(n => n is not (ReportName.Certificates or ReportName.Coverage or ReportName.Funnel)) ? await kept.ReadAsync(cancellationToken) : null;
        SpanSends? messages = names.Any(n => n is ReportName.Funnel or ReportName.PurchaseRate)
            ? await sends.ReadAsync(making.Days.OfMessages, making.Window, making.Now, cancellationToken)
            : null;
        List<Report> reports = [];
        foreach (ReportName name in names)
        {
            IReadOnlyList<ReportTable> tables = name switch
            {
                ReportName.Certificates => [await certificates.OfAsync(making.Days.OfMessages, cancellationToken)],
                ReportName.Coverage => Coverage(making.Model!, [.. (await journeys.ActiveAsync(cancellationToken)).Select(j => j.Definition)]),
                ReportName.Funnel => [StepFunnel.Of(messages!.Funnel), StepFunnel.Reasons(messages.Funnel)],
                ReportName.PurchaseRate => [PurchaseAfterApproach.Of(making.ClassModel!, reading!.Facts, messages!.Approaches, making.Window, shop.Calendar, making.Now)],
                _ => OfFacts(name, reading!.Facts, making),
            };
            string? modelId = name is ReportName.PurchaseRate ? making.ClassModel!.Id : ReportDays.HasModel(name) ? making.Model!.Id : null;
            reports.Add(new Report(name, name == ReportName.RankMigration ? making.Days.OfMoves : making.Days.Of(name), making.Now, modelId, tables) { Notes = Notes(reading) });
        }

        return reports;
    }

    private static IReadOnlyList<ReportTable> Coverage(RankModel model, Domain.Journeys.JourneyDefinition[] active) =>
        [CoverageMap.Of(model, active), CoverageMap.Gaps(model, active), CoverageMap.Journeys(model, active), CoverageStages.Of(model, active), CoverageStages.Journeys(model, active)];

    private static IReadOnlyList<ReportTable> OfFacts(ReportName name, ReportFacts facts, Making making)
    {
        (ReportDays days, RankModel model, DateOnly asOf) = (making.Days, making.Model!, making.Days.Of(name).To);  // there is a model wherever one is needed
        return name switch
        {
            ReportName.Sales => [MonthlySales.Of(facts, days.Of(name))],
            ReportName.RevenueByRank => [RevenueByRank.Ranks(model, facts, asOf), RevenueByRank.Line(model, facts, asOf), RevenueByRank.Tenths(facts, asOf)],
            ReportName.RankMigration => Migration(model, facts, days),
            ReportName.WhatIf => WhatIf.Of(model, making.Changed!, facts, asOf),
            ReportName.Cohorts => [Cohorts.Repeat(facts, days.Of(name)), Cohorts.Ltv(facts, days.Of(name))],
            ReportName.SecondPurchase => [SecondPurchase.Of(facts, days.Of(name))],
            ReportName.Discounts => [DiscountByRank.Of(model, facts, asOf)],
            ReportName.StalledRepeaters => [StalledRepeaters.Of(model, facts, asOf)],
            _ => [Referrers.Of(facts, asOf)],
        };
    }

    /// <summary>Of a monthly review only the month's own changes of place are listed.</summary>
    private static IReadOnlyList<ReportTable> Migration(RankModel model, ReportFacts facts, ReportDays days)
    {
        (ReportTable months, ReportTable moves) = RankMigration.ByMonth(model, facts, days.Of(ReportName.RankMigration));
        return [RankMigration.Between(model, facts, days.OfMoves), months, days.IsMonthly ? RankMigration.ByMonth(model, facts, days.OfMoves).Moves : moves];
    }

    private static IReadOnlyList<LocalText> Notes(FactReading? reading) => reading is not { Unread.Count: > 0 and var count } ? []
        : [new LocalText($"読み取れない顧客が{count}人いて、含まれていません。", $"{count} customers cannot be read and are not in it.")];

    /// <param name="Model">Null where no report needs one; so is <paramref name="ClassModel"/>, which is for purchase rates.</param>
    private sealed record Making(ReportDays Days, DateTimeOffset Now, RankModel? Model, RankModel? Changed, RankModel? ClassModel, TimeSpan Window);
}
