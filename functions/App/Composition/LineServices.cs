using FollowUpFlows.Channels.Line;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUpFlows.App.Composition;

/// <summary>The sender of LINE messages, where a channel of LINE is connected.</summary>
internal static class LineServices
{
    /// <param name="settings">Null while none is connected.</param>
    /// <returns>Whether the channel is served.</returns>
    public static bool TryAdd(IServiceCollection services, Channel channel, LineSettings? settings)
    {
        if (channel != Channel.Line || settings is null)
        {
            return false;
        }

        // Tokens and retry keys live by LINE's clock, not by the shop's.
        services.AddSingleton(s => new LineClient(LineClient.Connect(settings), settings, s.GetRequiredService<Clocks>().System));
        services.AddSingleton<IChannelSender, LineSender>();
        return true;
    }
}
