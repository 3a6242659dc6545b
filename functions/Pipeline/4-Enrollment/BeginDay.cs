using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What a new day of the shop brings: ranks that change by time alone or because the shop's figures moved, customers who have
/// been quiet for long enough, and rendered messages that are old enough to go. Works in proportion to them. Repeating a day changes
/// nothing, and a missed one is caught up.</summary>
public sealed class BeginDay(
    IEntityTables tables, JourneyLibrary journeys, NightlyRanks ranks, LastOrderIndex lastOrders, ReactToChange react, DropPayloads payloads, ShopSettings shop, Clocks clocks)
{
    private const string Partition = "days";
    private const string LastRow = "last";
    private DateOnly? begun;

    /// <summary>Begins every day up to today that has not begun; the first time only today.</summary>
    /// <returns>How many days that were.</returns>
    public async Task<int> RunAsync(IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        if (begun >= today)
        {
            return 0;
        }

        DateOnly? last = (await tables.ReadAsync(Tables.Indexes, Partition, LastRow, cancellationToken))?.Day("On");
        int count = 0;
        for (DateOnly day = last?.AddDays(1) ?? today; day <= today; day = day.AddDays(1), count++)
        {
            await RunAsync(day, orchestrations, cancellationToken);
            Entity row = new EntityProperties().Set("On", (DateOnly?)day).Row(Partition, LastRow);
            await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(row), cancellationToken);
        }

        await payloads.RunAsync(cancellationToken);
        begun = today;
        return count;
    }

    private async Task RunAsync(DateOnly day, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        await ranks.RunAsync(day, (customerId, token) => react.RunAsync(customerId, new Cause.Look(), orchestrations, token), cancellationToken);
        IReadOnlyList<PublishedJourney> active = await journeys.ActiveAsync(cancellationToken);
        foreach (int days in active.Select(j => j.Definition.Trigger).OfType<Trigger.Lapsed>().Select(t => t.Days).Distinct())
        {
            await foreach (string customerId in lastOrders.OnAsync(day.AddDays(-days), cancellationToken))
            {
                await react.RunAsync(customerId, new Cause.DayBegun(day), orchestrations, cancellationToken);
            }
        }
    }
}
