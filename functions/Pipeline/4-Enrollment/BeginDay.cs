using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ranking;
using FollowUpFlows.Pipeline.Sending;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>What a new day of the shop brings: ranks that change by time alone or because the shop's figures moved, customers who have
/// been quiet for long enough or whose birthday or anniversary it is, and rendered messages and what leads to them that are old enough to go. Works in proportion to them. Repeating a day changes
/// nothing, and a missed one is caught up; so is the day of a customer for whom it could not begin.</summary>
public sealed class BeginDay(
    IEntityTables tables,
    JourneyLibrary journeys,
    NightlyRanks ranks,
    CalendarDays calendar,
    ReactToChange react,
    DropPayloads payloads,
    DropMessageLeads leads,
    ShopSettings shop,
    Clocks clocks)
{
    /// <summary>After which it is tried again for those who were left behind, on the system clock.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(5);

    private const int AtOnce = 8;
    private const string Partition = "days";
    private const string LastRow = "last";
    private readonly LeftBehind left = new(tables);
    private DateOnly? begun;
    private DateTimeOffset tryAgainAt = DateTimeOffset.MinValue;

    /// <summary>Begins every day up to today that has not begun; the first time only today.</summary>
    /// <returns>How many days that were, and for whom they could not begin.</returns>
    public async Task<Round> RunAsync(IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        EachCustomer each = new();
        await CatchUpAsync(each, orchestrations, cancellationToken);
        DateOnly today = shop.Calendar.DateOf(clocks.Shop.GetUtcNow());
        if (begun >= today)
        {
            return new Round(0, each.Failed);
        }

        DateOnly? last = (await tables.ReadAsync(Tables.Indexes, Partition, LastRow, cancellationToken))?.Day("On");
        int count = 0;
        for (DateOnly day = last?.AddDays(1) ?? today; day <= today; day = day.AddDays(1), count++)
        {
            await RunAsync(day, each, orchestrations, cancellationToken);
            await leads.RunAsync(day, cancellationToken);
            Entity row = new EntityProperties().Set("On", (DateOnly?)day).Row(Partition, LastRow);
            await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(row), cancellationToken);
        }

        await payloads.RunAsync(cancellationToken);
        begun = today;
        return new Round(count, each.Failed);
    }

    private async Task RunAsync(DateOnly day, EachCustomer each, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        await ranks.RunAsync(day, (customerId, token) => ReactAsync(customerId, new Cause.Look(), token), cancellationToken);
        IReadOnlyList<PublishedJourney> active = await journeys.EnrollingAsync(cancellationToken);
        SideBySide several = new(AtOnce);
        try
        {
            await foreach (string customerId in calendar.OnAsync(day, active, cancellationToken))
            {
                await several.AddAsync(() => ReactAsync(customerId, new Cause.DayBegun(day), cancellationToken));
            }
        }
        finally
        {
            await several.EndAsync();
        }

        async Task ReactAsync(string customerId, Cause cause, CancellationToken token)
        {
            if (await each.TryAsync(customerId, () => react.RunAsync(customerId, cause, orchestrations, token)) is not null)
            {
                await left.AddAsync(day, customerId, token);
            }
        }
    }

    /// <summary>Tries those again for whom a day could not begin: their first one first, and no later one before it.</summary>
    private async Task CatchUpAsync(EachCustomer each, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.System.GetUtcNow();
        if (now < tryAgainAt)
        {
            return;
        }

        HashSet<string> failing = new(StringComparer.Ordinal);
        foreach ((DateOnly day, string customerId) in await left.AllAsync(cancellationToken))
        {
            if (failing.Contains(customerId))
            {
                continue;
            }

            if (await each.TryAsync(customerId, () => react.RunAsync(customerId, new Cause.DayBegun(day), orchestrations, cancellationToken)) is null)
            {
                await left.RemoveAsync(day, customerId, cancellationToken);
            }
            else
            {
                failing.Add(customerId);
            }
        }

        tryAgainAt = now + TryAgainAfter;
    }
}
