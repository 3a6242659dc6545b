using FollowUpFlows.Domain.Analytics.Reports;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Templates;

namespace FollowUpFlows.Pipeline.Analytics.Reports;

/// <summary>Tries a rank model out that is being written, beside the one that is published. Changes nothing.</summary>
public sealed class TryRankModel(KeptFacts kept, RankLibrary models, ShopSettings shop, Clocks clocks)
{
    /// <summary>As of today.</summary>
    /// <param name="name">The model's id: where none of that id is published, the shop's own stands beside it.</param>
    /// <param name="text">Its file.</param>
    public async Task<TriedModel> RunAsync(string name, string text, CancellationToken cancellationToken)
    {
        TemplateReading<RankModel> reading = RankModelReader.Read(new TemplateName(TemplateKind.Rank, name).Path, text);
        if (reading.Value is not { } other)
        {
            return new TriedModel.Faulty(reading.Faults);
        }

        IReadOnlyDictionary<string, RankModel> published = await models.AllAsync(cancellationToken);
        RankModel before = published.GetValueOrDefault(name) ?? published.GetValueOrDefault(shop.RankModelId) ?? other;
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        FactReading facts = await kept.ReadAsync(cancellationToken);
        return new TriedModel.Tried(before, other, today, facts.Facts.FiguresOn(today), RankTrial.Of(before, other, facts.Facts, today), facts.Unread.Count);
    }
}

/// <summary>What a rank model would do.</summary>
public abstract record TriedModel
{
    private TriedModel()
    {
    }

    /// <summary>It cannot be read.</summary>
    public sealed record Faulty(IReadOnlyList<TemplateFault> Faults) : TriedModel;

    /// <summary>It was tried.</summary>
    /// <param name="Before">The published one.</param>
    /// <param name="Figures">The shop's, as of the day.</param>
    /// <param name="Unread">Customers who cannot be read and are not in it.</param>
    public sealed record Tried(RankModel Before, RankModel After, DateOnly AsOf, ShopFigures Figures, RankTrial Trial, int Unread) : TriedModel;
}
