using FollowUpFlows.App.Events;
using FollowUpFlows.App.Settings;
using FollowUpFlows.Channels.EventGrid;
using FollowUpFlows.Pipeline.Events;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>What tells other systems. Without a topic there is nothing of it: no row, no loop.</summary>
internal static class EventServices
{
    public static void Add(IServiceCollection services, EventSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        services.AddSingleton<OutgoingEvents>().AddSingleton<PublishEvents>();
        services.AddSingleton<IEventTopic>(_ => EventGridTopic.Of(settings.TopicEndpoint, settings.TopicKey, settings.Source));
        services.AddHostedService<EventPump>();
    }
}
