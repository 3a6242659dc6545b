using FollowUpFlows.App.Composition;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Cli.Simulation;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.Cli.Demo;

/// <summary>Around a demo's past lies what lies around a shop that runs: reach, links, certificates, messages in the outbox, and
/// orchestrations that a server can take up.</summary>
internal static class DemoSurroundings
{
    /// <param name="bodiesFrom">Messages that are sent before are written down without their text.</param>
    public static Surroundings Of(DemoSettings settings, Func<IInstanceStore> newInstances, DateTimeOffset bodiesFrom) =>
        new(newInstances, () => JsonDataConverter.Default, DemoSettings.Source, NewSystemClock: null, services => Add(services, settings, bodiesFrom));

    private static void Add(IServiceCollection services, DemoSettings settings, DateTimeOffset bodiesFrom)
    {
        services.AddSingleton(new PublicLinks(settings.Links.BaseUrl, settings.Links.Key, settings.Links.PreviousKeys)).AddSingleton(settings.Links.Tracking);
        services.AddSingleton<ICustomerReach, CustomerReach>().AddSingleton<MessageRendering>().AddSingleton<OutboxMessages>();
        services.AddSingleton<IMessageRendering>(s =>
            new BodiesFrom(bodiesFrom, s.GetRequiredService<Clocks>(), s.GetRequiredService<MessageRendering>()));
        foreach (Channel channel in Enum.GetValues<Channel>())
        {
            services.AddSingleton<IChannelSender>(s => new FilledOutbox(new OutboxSender(channel, s.GetRequiredService<OutboxMessages>())));
        }

        FollowUpServices.AddCertificates(services, settings.Certificates);
    }

    /// <summary>Renders from an instant on; before it a message is as empty as one whose text was dropped since.</summary>
    private sealed class BodiesFrom(DateTimeOffset from, Clocks clocks, MessageRendering rendering) : IMessageRendering
    {
        private readonly NoBodies none = new();

        public Rendering Render(DueSend due, SendTarget target) =>
            (clocks.Shop.GetUtcNow() < from ? (IMessageRendering)none : rendering).Render(due, target);
    }

    /// <summary>The outbox, which shows only what has a text.</summary>
    private sealed class FilledOutbox(OutboxSender outbox) : IChannelSender
    {
        private static readonly Task<ChannelReceipt> Taken = Task.FromResult(new ChannelReceipt(null));

        public Channel Channel => outbox.Channel;

        public TimeSpan? RepeatableFor => outbox.RepeatableFor;

        public Task<ChannelReceipt> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
            message.Payload.Length == 0 ? Taken : outbox.SendAsync(message, cancellationToken);
    }
}
