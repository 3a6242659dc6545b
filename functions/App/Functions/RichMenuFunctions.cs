using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.Sending.Menus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>Keeps the rich menus at LINE as they were published, and as ranks say. No message waits for it.</summary>
public sealed class RichMenuFunctions(LinkMenus link, RealPace pace, ILogger<RichMenuFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Well below what a timer's function may take on Azure; the next one goes on.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    [Function(nameof(LinkRichMenus))]
    public async Task LinkRichMenus([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(LinkRichMenus), LookEvery))
        {
            return;
        }

        try
        {
            Say(await link.RunAsync(AtMost, cancellationToken));
        }
        catch (ChannelException e)
        {
            logger.MenusWait(e.Detail);
        }
    }

    private void Say(MenuRound round)
    {
        if (round.Shown > 0)
        {
            logger.MenusShown(round.Shown);
        }

        if (round.Refused > 0)
        {
            logger.MenusRefused(round.Refused);
        }

        if (round.Gone > 0)
        {
            logger.MenusGone(round.Gone);
        }
    }
}
