using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Enters what files tell, each at its moment: what is due in the lane before that happens first.</summary>
internal sealed class HappeningFeed
{
    private readonly SimulatedShop shop;
    private readonly Dictionary<ShopLane, Queue<(int Index, Happening Item)>> waiting;
    private readonly Dictionary<ShopLane, HashSet<string>> named;

    /// <param name="happenings">By time. Those of customers who may be one are of one lane.</param>
    public HappeningFeed(SimulatedShop shop, IReadOnlyList<Happening> happenings)
    {
        this.shop = shop;
        IReadOnlyList<IReadOnlyList<(int Index, Happening Item)>> groups = BuyerGroups.Of(shop.Source.IdentityKind, happenings.Index(), h => h.Item.Customer);
        ILookup<int, (int Index, Happening Item)> parts = groups.Index().SelectMany(g => g.Item.Select(h => (Lane: g.Index % shop.Lanes.Count, Item: h))).ToLookup(h => h.Lane, h => h.Item);
        waiting = shop.Lanes.Index().ToDictionary(l => l.Item, l => new Queue<(int, Happening)>(parts[l.Index].OrderBy(h => h.Index)));
        named = shop.Lanes.ToDictionary(l => l, _ => new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>Goes on where it stood, as long as the next one is due. What lies before the shop's clock is entered now.</summary>
    /// <returns>In the order given.</returns>
    public async Task<IReadOnlyList<EnteredHappening>> EnterAsync(Func<Happening, bool> isDue, CancellationToken cancellationToken)
    {
        if (!waiting.Values.Any(w => w.TryPeek(out var next) && isDue(next.Item)))
        {
            return [];
        }

        List<EnteredHappening>[] entered = [.. shop.Lanes.Select(_ => new List<EnteredHappening>())];
        await shop.SideBySideAsync(lane => EnterAsync(lane, isDue, entered[shop.Lanes.Index().First(l => l.Item == lane).Index], cancellationToken));
        return [.. entered.SelectMany(e => e).OrderBy(e => e.Index)];
    }

    private async Task EnterAsync(ShopLane lane, Func<Happening, bool> isDue, List<EnteredHappening> entered, CancellationToken cancellationToken)
    {
        DateTimeOffset now = lane.Now;
        Queue<(int Index, Happening Item)> mine = waiting[lane];
        while (mine.TryPeek(out (int Index, Happening Item) next) && isDue(next.Item))
        {
            mine.Dequeue();
            if (next.Item.At > now)
            {
                now = next.Item.At;
                await lane.RunUntilAsync(now, cancellationToken);
            }

            ImportReport report = await next.Item.EnterAsync(lane, cancellationToken);
            entered.Add(new EnteredHappening(next.Index, next.Item, report, await SettleAsync(lane, next.Item, cancellationToken)));
        }
    }

    /// <returns>The customer when the name is told for the first time.</returns>
    private async Task<string?> SettleAsync(ShopLane lane, Happening happening, CancellationToken cancellationToken)
    {
        if (happening.CustomerName is not { } name || !named[lane].Add(name)
            || await lane.Get<CustomerAliases>().LookUpAsync(lane.Source.IdentityKind, happening.Customer, cancellationToken) is not { } customerId)
        {
            return null;
        }

        shop.Settle(customerId, lane);
        return customerId;
    }
}

/// <summary>Something that was entered.</summary>
/// <param name="Index">Its place among all happenings.</param>
/// <param name="CustomerId">Whose it is, where they are named so for the first time; else null.</param>
internal sealed record EnteredHappening(int Index, Happening Happening, ImportReport Report, string? CustomerId);
