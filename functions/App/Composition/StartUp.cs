using FollowUpFlows.App.Templates;
using FollowUpFlows.Domain.Ranking;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Templates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Composition;

/// <summary>Before the first request: seeds an empty store with the shipped rank models and journeys, and says what cannot be read.</summary>
internal sealed class StartUp(TemplateFolder templates, PublishJourneys publish, JourneyLibrary journeys, RankLibrary models, RichMenuLibrary menus, ShopSettings shop, ILogger<StartUp> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await publish.SeedAsync(templates.ReadSet(), cancellationToken) is { } seeded)
        {
            foreach (PublishedVersion version in seeded.Models.Concat(seeded.Versions))
            {
                logger.TemplatePublished(version.Id, version.Version);
            }

            if (seeded.Faults.Count > 0)
            {
                throw new InvalidOperationException("The shipped templates cannot be used: " + string.Join("; ", seeded.Faults));
            }
        }

        IReadOnlyList<TemplateFault> faults = [.. await models.FaultsAsync(cancellationToken), .. await journeys.FaultsAsync(cancellationToken), .. await menus.FaultsAsync(cancellationToken)];
        foreach (TemplateFault fault in faults)
        {
            logger.TemplateQuarantined(fault.ToString());
        }

        RankModel? model = (await models.AllAsync(cancellationToken)).GetValueOrDefault(shop.RankModelId);
        foreach (string rankId in shop.Sending.RankCaps.SelectMany(c => c.RankIds).Distinct().Where(r => model?.PositionOf(r) is null))
        {
            logger.CapWithoutRank(rankId, shop.RankModelId);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
