using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Pipeline.Ledger;

namespace FollowUpFlows.Cli.Simulation;

/// <summary>Enters what files tell, each at its moment: what is due in the lane before that happens first.</summary>
internal sealed class HappeningFeed
{
    private readonly SimulatedShop shop;
    private readonly Part[] parts;
    private int count;

    /// <param name="happenings">By time. Those of customers who may be one are of one lane.</param>
    public HappeningFeed(SimulatedShop shop, IReadOnlyList<Happening> happenings)
    {
        this.shop = shop;
        parts = [.. shop.Lanes.Select(l => new Part(l))];
        count = happenings.Count;
        int lane = 0;
        foreach (IReadOnlyList<(int Index, Happening Item)> group in BuyerGroups.Of(shop.Source.IdentityKind, happenings.Index(), h => h.Item.Customer))
        {
            parts[lane++ % parts.Length].Wait(group);
        }
    }

    /// <summary>Something more that will happen, to customers of whom something was told before.</summary>
    /// <param name="happenings">None before what was entered last.</param>
    public void Add(IEnumerable<Happening> happenings)
    {
        foreach (Happening each in happenings)
        {
            parts.First(p => p.Named.Contains(each.CustomerName!)).Wait([(count++, each)]);
        }
    }

    /// <summary>Goes on where it stood, as long as the next one is due. What lies before the shop's clock is entered now.</summary>
    /// <returns>In the order given.</returns>
    public async Task<IReadOnlyList<EnteredHappening>> EnterAsync(Func<Happening, bool> isDue, CancellationToken cancellationToken)
    {
        if (!parts.Any(p => p.Waiting.TryPeek(out var next, out _) && isDue(next.Item)))
        {
            return [];
        }

        await shop.SideBySideAsync(lane => EnterAsync(parts.First(p => p.Lane == lane), isDue, cancellationToken));
        List<EnteredHappening> entered = [.. parts.SelectMany(p => p.Entered).OrderBy(e => e.Index)];
        Array.ForEach(parts, p => p.Entered.Clear());
        return entered;
    }

    private async Task EnterAsync(Part part, Func<Happening, bool> isDue, CancellationToken cancellationToken)
    {
        DateTimeOffset now = part.Lane.Now;
        while (part.Waiting.TryPeek(out (int Index, Happening Item) next, out _) && isDue(next.Item))
        {
            part.Waiting.Dequeue();
            if (next.Item.At > now)
            {
                now = next.Item.At;
                await part.Lane.RunUntilAsync(now, cancellationToken);
            }

            await IntroduceAsync(part, next.Item, cancellationToken);
            ImportReport report = await next.Item.EnterAsync(part.Lane, cancellationToken);
            part.Entered.Add(new EnteredHappening(next.Index, next.Item, report, await SettleAsync(part, next.Item, cancellationToken)));
        }
    }

    /// <summary>Lets the name lead to the customer whose it is, before anybody new is made up for it.</summary>
    private static async Task IntroduceAsync(Part part, Happening happening, CancellationToken cancellationToken)
    {
        if (happening is { CustomerId: { } customerId, CustomerName: { } name } && !part.Named.Contains(name))
        {
            string alias = CustomerIdentity.AliasesOf(part.Lane.Source.IdentityKind, happening.Customer)[0];
            await part.Lane.Get<CustomerAliases>().GiveAsync(alias, null, customerId, cancellationToken);
        }
    }

    /// <returns>The customer when the name is told for the first time.</returns>
    private async Task<string?> SettleAsync(Part part, Happening happening, CancellationToken cancellationToken)
    {
        if (happening.CustomerName is not { } name || !part.Named.Add(name)
            || await part.Lane.Get<CustomerAliases>().LookUpAsync(part.Lane.Source.IdentityKind, happening.Customer, cancellationToken) is not { } customerId)
        {
            return null;
        }

        shop.Settle(customerId, part.Lane);
        return customerId;
    }

    /// <summary>What one lane has to enter, and has entered since it was last asked.</summary>
    private sealed record Part(ShopLane Lane)
    {
        /// <summary>By time; at one instant in the order of what was told.</summary>
        public PriorityQueue<(int Index, Happening Item), (DateTimeOffset At, int Index)> Waiting { get; } = new();

        public HashSet<string> Named { get; } = new(StringComparer.Ordinal);

        public List<EnteredHappening> Entered { get; } = [];

        public void Wait(IEnumerable<(int Index, Happening Item)> happenings) => Waiting.EnqueueRange(happenings.Select(h => (h, (h.Item.At, h.Index))));
    }
}

/// <summary>Something that was entered.</summary>
/// <param name="Index">Its place among all happenings.</param>
/// <param name="CustomerId">Whose it is, where they are named so for the first time; else null.</param>
internal sealed record EnteredHappening(int Index, Happening Happening, ImportReport Report, string? CustomerId);
