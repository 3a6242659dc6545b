using FollowUpFlows.App.Line;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Channels.Outbox;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Pipeline.Sending.Multicasts;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>The sender of LINE messages that the settings name.</summary>
internal static class LineServices
{
    /// <param name="settings">Null while no channel of LINE is connected: then messages stay in the outbox.</param>
    public static void Add(IServiceCollection services, LineSettings? settings)
    {
        if (settings is null)
        {
            services.AddSingleton<IChannelSender>(s => new OutboxSender(Channel.Line, s.GetRequiredService<OutboxMessages>()));
            services.AddSingleton<IChannelTest>(s => new OutboxChannelTest(Channel.Line, s.GetRequiredService<OutboxMessages>()));
            return;
        }

        // Tokens and retry keys live by LINE's clock, not by the shop's.
        services.AddSingleton(s => new LineClient(LineClient.Connect(settings), settings, s.GetRequiredService<Clocks>().System));
        services.AddSingleton(s => new LineQuotaWatch(s.GetRequiredService<LineClient>(), settings, s.GetRequiredService<Clocks>().System));
        services.AddSingleton<IMarketingReserve>(s => s.GetRequiredService<LineQuotaWatch>());
        services.AddSingleton<ILineCheck, LineCheck>();
        services.AddSingleton<IChannelTest>(s => new LineChannelTest(s.GetRequiredService<LineClient>()));
        services.AddSingleton<ILineDialog>(s => new LineDialog(s.GetRequiredService<LineClient>(), settings));
        services.AddSingleton<IChannelSender, LineSender>().AddSingleton<IMulticast, LineMulticast>();
        services.AddSingleton<IRichMenuAccount>(s => new LineRichMenus(s.GetRequiredService<LineClient>(), settings)).AddSingleton<MenuLeads>();
        services.AddHostedService<LineQuotaPump>();
    }
}
