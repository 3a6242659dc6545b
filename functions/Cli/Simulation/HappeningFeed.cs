using System.Runtime.CompilerServices;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Enters what files tell, each at its moment: what is due in the shop before that happens first.</summary>
/// <param name="happenings">By time.</param>
internal sealed class HappeningFeed(SimulatedShop shop, IReadOnlyList<Happening> happenings)
{
    private int next;

    /// <summary>Goes on where it stood, as long as the next one is due. What lies before the shop's clock is entered now.</summary>
    public async IAsyncEnumerable<(Happening Happening, ImportReport Report)> EnterAsync(
        Func<Happening, bool> isDue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset now = shop.Get<Clocks>().Shop.GetUtcNow();
        for (; next < happenings.Count && isDue(happenings[next]); next++)
        {
            Happening happening = happenings[next];
            if (happening.At > now)
            {
                now = happening.At;
                await shop.RunUntilAsync(now, cancellationToken);
            }

            yield return (happening, await happening.EnterAsync(shop, cancellationToken));
        }
    }
}
