using FollowUpFlows.App.Templates;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Templates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Composition;

/// <summary>Before the first request: seeds an empty store with the shipped journeys, and says what cannot be read.</summary>
internal sealed class StartUp(TemplateFolder templates, PublishJourneys publish, JourneyLibrary journeys, ILogger<StartUp> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await publish.SeedAsync(templates.ReadJourneys(), cancellationToken) is { } seeded)
        {
            foreach (PublishedVersion version in seeded.Versions)
            {
                logger.JourneyPublished(version.JourneyId, version.Version);
            }

            if (seeded.Faults.Count > 0)
            {
                throw new InvalidOperationException("The shipped templates cannot be used: " + string.Join("; ", seeded.Faults));
            }
        }

        foreach (TemplateFault fault in await journeys.FaultsAsync(cancellationToken))
        {
            logger.JourneyQuarantined(fault.ToString());
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
