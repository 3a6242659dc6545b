using FollowUpFlows.Channels.Webhook;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>The sender of notices to the shop's programs.</summary>
internal static class WebhookServices
{
    public static void Add(IServiceCollection services, IReadOnlyList<WebhookEndpoint> endpoints) =>
        services.AddSingleton<IChannelSender>(s => new WebhookSender(endpoints, s.GetRequiredService<Clocks>().System));
}
